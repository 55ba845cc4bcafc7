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


def label_all(file_ids):
    client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
    result = client.classifier.classify(file_ids=file_ids, rules=RULES)
    return [item.result.type for item in result.items]


print(label_all(sys.argv[1:3]))
