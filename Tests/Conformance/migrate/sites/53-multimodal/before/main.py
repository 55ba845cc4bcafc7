import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

result = client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES, mode="MULTIMODAL")
print(result.items[0].result.type)
