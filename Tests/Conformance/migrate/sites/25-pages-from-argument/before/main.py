import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def classify(file_id, pages=None):
    configuration = {"lang": "en"}
    if pages:
        configuration["target_pages"] = pages
    return client.classifier.classify(
        file_ids=[file_id], rules=RULES, parsing_configuration=configuration)


print(classify(sys.argv[1]).items[0].result.reasoning)
print(classify(sys.argv[1], [1, 2, 5]).items[0].result.reasoning)
