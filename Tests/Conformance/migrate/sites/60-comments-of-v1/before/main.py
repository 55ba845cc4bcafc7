import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

result = client.classifier.classify(
    file_ids=[sys.argv[1]],
    rules=RULES,
    parsing_configuration={
        "lang": "en",
        # "target_pages": [1],
        "max_pages": 2,
    },
)
print(result.items[0].result.reasoning)
# old: client.classifier.classify(file_ids=ids, rules=RULES, mode="MULTIMODAL")
