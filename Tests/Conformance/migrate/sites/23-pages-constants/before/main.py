import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

COVER = [0]
WANTED = [1, 3, 6]
SUMMARY_PAGES = [page - 1 for page in WANTED]

cover = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": COVER})
print(cover.items[0].result.reasoning)
summary = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": SUMMARY_PAGES})
print(summary.items[0].result.reasoning)
inline = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES,
    parsing_configuration={"target_pages": [page - 1 for page in WANTED]})
print(inline.items[0].result.reasoning)
