import os
import sys

from llama_cloud import LlamaCloud
from llama_cloud.types.classifier import (
    ClassifierRuleParam,
    ClassifyParsingConfiguration,
    ClassifyParsingConfigurationParam,
    JobGetResultsResponse,
)

client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])

RULES = [
    ClassifierRuleParam(type="invoice", description="has an invoice number and the total due"),
    ClassifierRuleParam(type="receipt", description="proves a payment by card with change"),
]


def classify(ids, parsing: ClassifyParsingConfigurationParam) -> JobGetResultsResponse:
    return client.classifier.classify(file_ids=ids, rules=RULES, parsing_configuration=parsing)


for parsing in [
    ClassifyParsingConfigurationParam(target_pages=[0]),
    ClassifyParsingConfigurationParam(target_pages=[1], lang="en"),
    ClassifyParsingConfigurationParam(max_pages=None),
    ClassifyParsingConfiguration(target_pages=[0, 2]).model_dump(exclude_unset=True),
    ClassifyParsingConfigurationParam(),
]:
    for item in classify(sys.argv[1:3], parsing).items:
        print(item.result and item.result.type, item.result and item.result.reasoning)
