import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def classify(file_ids):
    return client.classifier.classify(file_ids=file_ids, rules=RULES).items


for item in classify([sys.argv[1]]):
    print(item.file_id == sys.argv[1], item.result.type)
