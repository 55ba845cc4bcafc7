import time
import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

job = client.classifier.jobs.create(file_ids=[sys.argv[3]], rules=RULES)
for _ in range(200):
    if job.status not in ("SUCCESS", "ERROR"):
        time.sleep(0.05)
        job = client.classifier.jobs.get(job.id)
if job.status != "SUCCESS":
    print("not classified")
