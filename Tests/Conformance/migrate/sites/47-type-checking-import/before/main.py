from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from llama_cloud import LlamaCloud

if TYPE_CHECKING:
    from llama_cloud.types.classifier import JobGetResultsResponse

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def describe(response: JobGetResultsResponse) -> str:
    return response.items[0].result.reasoning


client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
print(describe(client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES)))
