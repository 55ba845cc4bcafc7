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
    result = await client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES, mode="FAST")
    for item in result.items:
        print(item.result.type, item.result.confidence, item.result.reasoning)


asyncio.run(main())
