import os
import sys

from llama_cloud import LlamaCloud
from llama_cloud.types.classifier import (
    ClassifierRuleParam,
    ClassifyParsingConfigurationParam,
)

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
RULES: list[ClassifierRuleParam] = [
    ClassifierRuleParam(type="invoice", description="has an invoice number and the total due"),
    {"type": "receipt", "description": "proves a payment by card with change"},
]
result = client.classifier.classify(
    file_ids=[sys.argv[1]],
    rules=RULES,
    parsing_configuration=ClassifyParsingConfigurationParam(lang="en", target_pages=[0, 3]),
)
print(result.items[0].result.reasoning)
