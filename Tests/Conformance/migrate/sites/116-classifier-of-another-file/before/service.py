import os

from llama_cloud import LlamaCloud


class Service:
    def __init__(self) -> None:
        client = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
        self.classifier = client.classifier


svc = Service()
