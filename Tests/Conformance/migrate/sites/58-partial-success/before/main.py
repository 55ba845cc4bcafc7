import time
import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

job = client.classifier.jobs.create(file_ids=[sys.argv[1]], rules=RULES)
while job.status == "PENDING":
    time.sleep(0.05)
    job = client.classifier.jobs.get(job.id)
if job.status == "PARTIAL_SUCCESS":
    print("some files failed")
elif job.status == "SUCCESS":
    print(client.classifier.jobs.get_results(job.id).items[0].result.type)
