import time
import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

TERMINAL = {"SUCCESS", "ERROR", "PARTIAL_SUCCESS", "CANCELLED"}
job = client.classifier.jobs.create(file_ids=[sys.argv[1]], rules=RULES)
while True:
    status = client.classifier.jobs.get(job.id).status
    if status in ("SUCCESS", "ERROR", "PARTIAL_SUCCESS", "CANCELLED"):
        break
    time.sleep(0.05)
results = client.classifier.jobs.get_results(job.id)
print(results.items[0].result.reasoning)
