import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

# Classify one upload and print what it is.
result = client.classifier.classify(
    file_ids=[sys.argv[1]],
    rules=[
        {"type": "invoice", "description": "has an invoice number and the total due"},  # main
        # Receipts have no number.
        {"type": "receipt", "description": "proves a payment by card with change"},
    ],
    parsing_configuration={"lang": "en", "max_pages": None},
    mode="FAST",
    timeout=300,
    polling_interval=0.05,
)
item = result.items[0]
if item.result:
    print(f"{item.result.type}: {item.result.reasoning}")
