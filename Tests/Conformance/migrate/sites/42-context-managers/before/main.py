import asyncio
import os
import sys

from llama_cloud import AsyncLlamaCloud, LlamaCloud

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

KEY = os.environ["LLAMA_CLOUD_API_KEY"]

with LlamaCloud(api_key=KEY) as client:
    result = client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES)
    print(result.items[0].result.reasoning)


async def main():
    async with AsyncLlamaCloud(api_key=KEY) as llama:
        if (result := await llama.classifier.classify(file_ids=[sys.argv[2]], rules=RULES)):
            print(result.items[0].result.reasoning)


asyncio.run(main())
