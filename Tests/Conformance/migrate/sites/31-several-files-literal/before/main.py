import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

result = client.classifier.classify(file_ids=[sys.argv[1], sys.argv[2]], rules=RULES)
print([item.result.type for item in result.items])
print(len(result.items), result.total_size)
