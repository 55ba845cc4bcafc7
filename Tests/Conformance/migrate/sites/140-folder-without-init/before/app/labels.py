import os

from llama_cloud import LlamaCloud

llama = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def label_all(file_ids):
    """Labels all files in their order."""
    result = llama.classifier.classify(file_ids=file_ids, rules=RULES)
    return [item.result.type if item.result else None for item in result.items]
