import asyncio
import os
import sys
import tempfile
from pathlib import Path

from llama_cloud import ClassifierRule, ClassifyParsingConfiguration
from llama_cloud.client import AsyncLlamaCloud
from llama_cloud_services.beta.classifier.client import LlamaClassify

RULES = [
    ClassifierRule(type="invoice", description="has an invoice number and the total due"),
    ClassifierRule(type="receipt", description="proves a payment by card with change"),
]
FOLDER = Path(tempfile.mkdtemp())
(FOLDER / "a.txt").write_text("Invoice number 7\fpayment by card, change\ftotal due\f4\f5\f6")
(FOLDER / "b.txt").write_text("payment by card")
(FOLDER / "c.broken").write_text("?")

client = AsyncLlamaCloud(token=os.environ["LLAMA_CLOUD_API_KEY"], base_url=os.environ["LLAMA_CLOUD_BASE_URL"])
classifier = LlamaClassify(client, polling_interval=0.1)


async def main():
    results = await classifier.aclassify_file_path(RULES, str(FOLDER / "b.txt"))
    print(results.items[0].result.type)


asyncio.run(main())
