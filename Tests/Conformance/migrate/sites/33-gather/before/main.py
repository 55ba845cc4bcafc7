import asyncio
import os
import sys

from llama_cloud import AsyncLlamaCloud

client = AsyncLlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


async def label(file_id):
    result = await client.classifier.classify(file_ids=[file_id], rules=RULES)
    return result.items[0].result.type


async def main():
    print(await asyncio.gather(*[label(file_id) for file_id in sys.argv[1:3]]))
    both = await asyncio.gather(
        client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES),
        client.classifier.classify(file_ids=[sys.argv[2]], rules=RULES),
    )
    print([r.items[0].result.type for r in both])


asyncio.run(main())
