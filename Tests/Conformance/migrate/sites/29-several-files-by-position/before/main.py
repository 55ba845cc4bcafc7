import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

ids = sys.argv[1:3]
result = client.classifier.classify(file_ids=ids, rules=RULES, parsing_configuration={"max_pages": 2})
for index, item in enumerate(result.items):
    print(index, item.file_id == ids[index], item.result.reasoning)
