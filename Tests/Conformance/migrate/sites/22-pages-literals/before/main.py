import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def read(pages):
    print(pages.items[0].result.reasoning)


first = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": [0]})
print(first.items[0].result.reasoning)
some = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": [0, 2, 4, 5]})
print(some.items[0].result.reasoning)
mixed = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES,
    parsing_configuration={"lang": "en", "target_pages": [5, 1, 1, 2]})
print(mixed.items[0].result.reasoning)
ranged = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": list(range(1, 4))})
print(ranged.items[0].result.reasoning)
both = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES,
    parsing_configuration={"max_pages": 6, "target_pages": (0, 1)})
print(both.items[0].result.reasoning)
