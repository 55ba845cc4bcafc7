import json
import tempfile
import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

STATE = os.path.join(tempfile.mkdtemp(), "job.json")


def start(file_id):
    job = client.classifier.jobs.create(file_ids=[file_id], rules=RULES)
    with open(STATE, "w") as state:
        json.dump({"job": job.id}, state)


def finish():
    with open(STATE) as state:
        job_id = json.load(state)["job"]
    client.classifier.wait_for_completion(job_id, polling_interval=0.05)
    return client.classifier.jobs.get_results(job_id).items[0].result.type


start(sys.argv[1])
print(finish())
