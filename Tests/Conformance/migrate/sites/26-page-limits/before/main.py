import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

for configuration_free in (True,):
    r = client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES)
    print(r.items[0].result.reasoning)
r = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"max_pages": None})
print(r.items[0].result.reasoning)
r = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"max_pages": 1})
print(r.items[0].result.reasoning)
r = client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={})
print(r.items[0].result.reasoning)
LIMIT = 2
r = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"max_pages": LIMIT, "lang": "en"})
print(r.items[0].result.reasoning)
r = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration=dict(lang="en"))
print(r.items[0].result.reasoning)
