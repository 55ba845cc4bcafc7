import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def upload(name: str, text: str) -> str:
    file = client.files.create(file=(name, text.encode(), "text/plain"), purpose="classify")
    return file.id


def label(name: str, text: str) -> str:
    results = client.classifier.classify(
        file_ids=[upload(name, text)], rules=RULES, polling_interval=0.05
    )
    if not results.items[0].result:
        return "unknown"
    return results.items[0].result.type or "unknown"


print(label("a.txt", "Invoice number 7, total due"), label("b.txt", "payment by card"))
