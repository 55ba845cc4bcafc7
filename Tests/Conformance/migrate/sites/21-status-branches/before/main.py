import os
import sys

from llama_cloud import LlamaCloud, PollingError

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

job = client.classifier.jobs.create(file_ids=[sys.argv[3]], rules=RULES)
try:
    client.classifier.wait_for_completion(job.id, polling_interval=0.05)
except PollingError:
    pass
job = client.classifier.jobs.get(job.id)
if job.status == "SUCCESS":
    print("good")
elif job.status in ["ERROR", "CANCELLED"]:
    print("bad")
