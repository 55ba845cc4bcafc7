import os
import sys

import llama_cloud as llama
from llama_cloud import Client as Cloud

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

a = llama.LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
b = Cloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
for client in (a,):
    pass
print(a.classifier.classify(file_ids=[sys.argv[1]], rules=RULES).items[0].result.type)
print(b.classifier.classify(file_ids=[sys.argv[2]], rules=RULES).items[0].result.type)
