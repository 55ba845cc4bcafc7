import asyncio
import os
import sys
import tempfile
from pathlib import Path

from llama_cloud import ClassifierRule, StatusEnum
from llama_cloud_services.beta.classifier import ClassifyClient

RULES = [
    ClassifierRule(type="invoice", description="has an invoice number and the total due"),
    ClassifierRule(type="receipt", description="proves a payment by card with change"),
]
FOLDER = Path(tempfile.mkdtemp())
(FOLDER / "a.txt").write_text("Invoice number 7\fpayment by card, change\ftotal due\f4\f5\f6")
(FOLDER / "b.txt").write_text("payment by card")
(FOLDER / "c.broken").write_text("?")


async def main():
    classifier = ClassifyClient.from_api_key(os.environ["LLAMA_CLOUD_API_KEY"], base_url=os.environ["LLAMA_CLOUD_BASE_URL"])
    job = await classifier.acreate_classify_job(rules=RULES, file_ids=[sys.argv[1]])
    job = await classifier.wait_for_job_completion(job.id)
    print(job.status == StatusEnum.SUCCESS, job.status in (StatusEnum.ERROR, StatusEnum.CANCELLED))


asyncio.run(main())
