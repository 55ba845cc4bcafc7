import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

result = client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES)
by_file = {item.file_id: item.result.type for item in result.items}
print(by_file[sys.argv[1]])
for i, item in enumerate(result.items):
    print(i, item.result.confidence)
