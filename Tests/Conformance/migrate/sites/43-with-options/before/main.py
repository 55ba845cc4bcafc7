import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

patient = client.with_options(timeout=120, max_retries=1)
result = patient.classifier.classify(file_ids=[sys.argv[1]], rules=RULES, timeout=120)
print(result.items[0].result.type)
print(client.with_options(timeout=30).classifier.classify(
    file_ids=[sys.argv[2]], rules=RULES).items[0].result.type)
