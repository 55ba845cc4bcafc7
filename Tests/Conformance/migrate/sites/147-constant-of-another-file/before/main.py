import os
import sys

from llama_cloud import LlamaCloud

from pages import COVER

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
result = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": COVER})
print(result.items[0].result.type)
