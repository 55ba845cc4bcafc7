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
    result = await client.classifier.classify(file_ids=[sys.argv[3]], rules=RULES)
    item = result.items[0]
    print("none" if item.result is None else item.result.type)


asyncio.run(main())
