import asyncio
import os
import sys

from llama_cloud import AsyncLlamaCloud

client = AsyncLlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


async def classify(file_id):
    job = await client.classifier.jobs.create(file_ids=[file_id], rules=RULES)
    await client.classifier.wait_for_completion(classify_job_id=job.id, polling_interval=0.05)
    results = await client.classifier.jobs.get_results(classify_job_id=job.id)
    return results.items[0].result.reasoning


print(asyncio.run(classify(sys.argv[1])))
