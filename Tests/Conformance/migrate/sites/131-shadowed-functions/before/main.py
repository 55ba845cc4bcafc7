import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def range(first, last):
    return [page - 1 for page in (first, last)]


def len(items):
    return [item.file_id == sys.argv[1] for item in items]


result = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": range(1, 2)})
print(result.items[0].result.type, result.items[0].result.reasoning)
items = client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES).items
print(len(items))
