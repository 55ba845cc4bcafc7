import asyncio
import os
import sys

from llama_cloud import AsyncLlamaCloud

client = AsyncLlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


async def main():
    result = await client.classifier.classify(file_ids=[sys.argv[1], sys.argv[3]], rules=RULES)
    print([item.result.type if item.result else None for item in result.items])


asyncio.run(main())
