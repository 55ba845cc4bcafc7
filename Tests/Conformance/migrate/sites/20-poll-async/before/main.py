import asyncio
import os
import sys

from llama_cloud import AsyncLlamaCloud

client = AsyncLlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


async def wait(job_id: str):
    while True:
        job = await client.classifier.jobs.get(job_id)
        if job.status != "PENDING":
            return job.status == "SUCCESS"
        await asyncio.sleep(0.05)


async def main():
    job = await client.classifier.jobs.create(file_ids=[sys.argv[1]], rules=RULES)
    print(await wait(job.id))
    results = await client.classifier.jobs.get_results(job.id)
    print(results.items[0].result.type)


asyncio.run(main())
