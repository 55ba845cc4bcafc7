import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

names = dict(zip(sys.argv[1:], ["invoice.txt", "receipt.txt", "scan.broken"]))
result = client.classifier.classify(file_ids=list(names), rules=RULES)
labels = {item.file_id: item.result.type if item.result else None for item in result.items}
for file_id, name in names.items():
    print(name, labels[file_id])
