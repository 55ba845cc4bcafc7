import os
import sys

from llama_cloud import LlamaCloud, PollingError

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

try:
    result = client.classifier.classify(file_ids=[sys.argv[3]], rules=RULES, polling_interval=0.05)
    print(result.items[0].result)
except PollingError as error:
    print("failed", type(error).__name__)
