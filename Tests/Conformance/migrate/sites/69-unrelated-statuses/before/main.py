import time
import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

row = {"status": "PENDING"}
job = client.classifier.jobs.create(file_ids=[sys.argv[1]], rules=RULES)
while job.status == "PENDING":
    time.sleep(0.05)
    job = client.classifier.jobs.get(job.id)
row["status"] = "COMPLETED" if job.status == "SUCCESS" else "ERROR"
if row["status"] == "PENDING" or row["status"] == "ERROR":
    print("unexpected")
print(row["status"])
