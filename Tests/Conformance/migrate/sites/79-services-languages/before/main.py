import asyncio
import os
import sys
import tempfile
from pathlib import Path

from llama_cloud.types import ClassifierRule, ClassifyParsingConfiguration, ParserLanguages
from llama_cloud_services.beta.classifier import ClassifyClient

RULES = [
    ClassifierRule(type="invoice", description="has an invoice number and the total due"),
    ClassifierRule(type="receipt", description="proves a payment by card with change"),
]
FOLDER = Path(tempfile.mkdtemp())
(FOLDER / "a.txt").write_text("Invoice number 7\fpayment by card, change\ftotal due\f4\f5\f6")
(FOLDER / "b.txt").write_text("payment by card")
(FOLDER / "c.broken").write_text("?")

LANGUAGES = {"en": ParserLanguages.EN, "de": ParserLanguages.DE}


async def main():
    classifier = ClassifyClient.from_api_key(os.environ["LLAMA_CLOUD_API_KEY"], base_url=os.environ["LLAMA_CLOUD_BASE_URL"])
    for code in ("en", "de"):
        results = await classifier.aclassify(
            RULES,
            FOLDER / "a.txt",
            ClassifyParsingConfiguration(lang=LANGUAGES[code], target_pages=[0, 2]),
        )
        print(results.items[0].result.reasoning)


asyncio.run(main())
