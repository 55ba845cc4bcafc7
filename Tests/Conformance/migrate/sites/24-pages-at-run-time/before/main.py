import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

start, count = 2, 3
pages = [start - 1 + i for i in range(count)]
result = client.classifier.classify(
    file_ids=[sys.argv[1]],
    rules=RULES,
    parsing_configuration={"lang": "en", "target_pages": pages},
)
print(result.items[0].result.reasoning)
