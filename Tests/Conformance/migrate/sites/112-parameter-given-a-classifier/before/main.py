import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def label(classifier, file_id):
    result = classifier.classify(file_ids=[file_id], rules=RULES)
    return result.items[0].result.type


print(label(client.classifier, sys.argv[1]))
