import asyncio
import os
import sys

from llama_cloud import AsyncLlamaCloud

client = AsyncLlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


async def main(ids):
    job = await client.classifier.jobs.create(file_ids=ids, rules=RULES)
    done = await client.classifier.wait_for_completion(job.id, polling_interval=0.05)
    print(done.status)
    results = await client.classifier.jobs.get_results(done.id)
    for item in results.items:
        print(item.result and item.result.type)


asyncio.run(main(sys.argv[1:]))
