import os
import sys

from llama_cloud import LlamaCloud

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


class Sorter:
    def __init__(self, client: LlamaCloud):
        self.classifier = client.classifier

    def labels(self, file_ids):
        result = self.classifier.classify(file_ids=file_ids, rules=RULES)
        return [item.result.type for item in result.items if item.result]


print(Sorter(LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])).labels(sys.argv[1:]))
