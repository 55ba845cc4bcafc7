import os
import sys

from llama_cloud import LlamaCloud

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


class Sorter:
    def __init__(self, api_key):
        self.client = LlamaCloud(api_key=api_key)

    def label(self, file_id):
        result = self.client.classifier.classify(file_ids=[file_id], rules=RULES)
        return result.items[0].result.type


sorter = Sorter(os.environ["LLAMA_CLOUD_API_KEY"])
print(sorter.label(sys.argv[1]), sorter.label(sys.argv[2]))
