import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

print(client.classify.run(file_input=sys.argv[1], configuration={"rules": RULES, "parsing_configuration": {"max_pages": 5}}).result.type)
