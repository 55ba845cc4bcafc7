import os

from llama_cloud_services.beta.classifier import ClassifyClient


def get_classifier() -> ClassifyClient:
    return ClassifyClient.from_api_key(
        os.environ["LLAMA_CLOUD_API_KEY"], base_url=os.environ["LLAMA_CLOUD_BASE_URL"]
    )
