import os
import sys

from typing import Annotated, Optional

from llama_cloud import AsyncLlamaCloud, LlamaCloud

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def first(client: LlamaCloud, file_id: str):
    return client.classifier.classify(file_ids=[file_id], rules=RULES).items[0].result.type


def second(file_id: str, client: Optional[LlamaCloud] = None):
    result = client.classifier.classify(file_ids=[file_id], rules=RULES)
    return result.items[0].result.type


def third(client: Annotated["LlamaCloud", "injected"], file_id: str):
    result = client.classifier.classify(file_ids=[file_id], rules=RULES)
    return result.items[0].result.type


llama = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
print(first(llama, sys.argv[1]), second(sys.argv[1], llama), third(llama, sys.argv[2]))
