import json
import os
import sys

from llama_cloud import LlamaCloud

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


def load(path):
    with open(path) as file:
        return json.load(file)["classify"]


settings = load("settings.json")
target_pages: list[int] = settings["parsing_config"]["target_pages"]
result = client.classifier.classify(
    file_ids=[sys.argv[1]], rules=RULES, parsing_configuration={"target_pages": target_pages})
print(result.items[0].result.reasoning)
