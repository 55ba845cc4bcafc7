import os
import sys

try:
    from llama_cloud import LlamaCloud
except ImportError:
    LlamaCloud = None

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def label(file_id):
    client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
    return client.classifier.classify(file_ids=[file_id], rules=RULES).items[0].result.type


print(label(sys.argv[1]))
