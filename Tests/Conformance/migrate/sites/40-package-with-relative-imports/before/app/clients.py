import os

from llama_cloud import LlamaCloud

llama = LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
