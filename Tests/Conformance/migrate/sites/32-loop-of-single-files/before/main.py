import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

labels = []
for file_id in sys.argv[1:3]:
    result = client.classifier.classify(file_ids=[file_id], rules=RULES, polling_interval=0.05)
    labels.append(result.items[0].result.type)
print(labels)
print([client.classifier.classify(file_ids=[f], rules=RULES).items[0].result.type for f in sys.argv[1:3]])
