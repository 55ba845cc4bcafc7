import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

print([
    r.items[0].result.type
    for file_id in sys.argv[1:3]
    if (r := client.classifier.classify(file_ids=[file_id], rules=RULES))
])
print(
    r.items[0].result.reasoning
    if (r := client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES))
    else "nothing"
)
