import time
import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

jobs = client.classifier.jobs
job = jobs.create(file_ids=[sys.argv[2]], rules=RULES)
while jobs.get(job.id).status == "PENDING":
    time.sleep(0.05)
print(jobs.get_results(job.id).items[0].result.type)
