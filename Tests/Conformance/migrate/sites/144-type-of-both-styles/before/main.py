import os
import sys

from llama_cloud import LlamaCloud
from llama_cloud.types.classifier import ClassifyParsingConfigurationParam

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]
FIRST: ClassifyParsingConfigurationParam = {"lang": "en", "target_pages": [0, 1]}

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])


def label(file_id):
    result = client.classifier.classify(
        file_ids=[file_id], rules=RULES, parsing_configuration=FIRST)
    return result.items[0].result.type


def label_all(file_ids):
    result = client.classifier.classify(file_ids=file_ids, rules=RULES)
    return [item.result.type for item in result.items]


print(label(sys.argv[1]))
print(label_all(sys.argv[1:3]))
