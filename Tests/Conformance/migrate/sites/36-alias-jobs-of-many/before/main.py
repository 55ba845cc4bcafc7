import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

jobs = client.classifier.jobs
job = jobs.create(file_ids=sys.argv[1:], rules=RULES)
client.classifier.wait_for_completion(job.id, polling_interval=0.05)
print(jobs.get(job.id).status)
for item in jobs.get_results(job.id).items:
    print(item.classify_job_id == job.id, item.result is None)
