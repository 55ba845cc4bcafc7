import asyncio
import os
import sys
import tempfile
from pathlib import Path

from llama_cloud import ClassifierRule, ClassifyParsingConfiguration
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
    paths = [str(FOLDER / name) for name in ("a.txt", "b.txt", "c.broken")]
    results = await classifier.aclassify_file_paths(
        rules=RULES,
        file_input_paths=paths,
        parsing_configuration=ClassifyParsingConfiguration(lang="en", max_pages=1),
        raise_on_error=False,
    )
    for item in results.items:
        print(item.file.name, item.result.reasoning if item.result else None)


asyncio.run(main())
