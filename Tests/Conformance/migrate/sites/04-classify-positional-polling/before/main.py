import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

result = client.classifier.classify(
    file_ids=[sys.argv[2]], rules=RULES, polling_interval=0.02, max_interval=0.1,
    backoff="exponential", verbose=False, timeout=60.0)
best = result.items[0]
print(best.result.type if best.result is not None else "unknown")
