import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

job = client.classifier.jobs.create(
    file_ids=[sys.argv[1]],
    rules=RULES,
    parsing_configuration={"lang": "en", "max_pages": 4},
)
client.classifier.wait_for_completion(job.id, polling_interval=0.05, timeout=60)
results = client.classifier.jobs.get_results(job.id)
for item in results.items:
    print(item.file_id == sys.argv[1], item.result.type if item.result else None)
