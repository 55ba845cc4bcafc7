import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


class Service:
    def __init__(self, client: LlamaCloud) -> None:
        self.classifier = client.classifier


svc = Service(client)
ids = sys.argv[1:]
result = svc.classifier.classify(file_ids=ids, rules=RULES)
print([item.result.type if item.result else None for item in result.items])
