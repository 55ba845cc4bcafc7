import os
import sys
import time

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def start(file_ids):
    return client.classifier.jobs.create(file_ids=file_ids, rules=RULES).id


def results(job_id):
    return client.classifier.jobs.get_results(job_id).items


def is_listed(job_id):
    return job_id in [job.id for job in client.classifier.jobs.list()]


job_id = start(sys.argv[1:3])
time.sleep(1)
print(is_listed(job_id), [item.result.type for item in results(job_id)])
