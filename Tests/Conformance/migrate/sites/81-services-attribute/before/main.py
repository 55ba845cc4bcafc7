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


class Labeler:
    def __init__(self, classifier: ClassifyClient | None = None):
        self.classifier = classifier or ClassifyClient.from_api_key(os.environ["LLAMA_CLOUD_API_KEY"], base_url=os.environ["LLAMA_CLOUD_BASE_URL"])

    def label(self, path):
        results = self.classifier.classify_file_path(rules=RULES, file_input_path=str(path))
        return results.items[0].result.type


print(Labeler().label(FOLDER / "b.txt"))
