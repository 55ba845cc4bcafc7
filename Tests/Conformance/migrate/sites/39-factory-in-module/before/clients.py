import os
from functools import lru_cache

from llama_cloud import LlamaCloud


@lru_cache
def get_client() -> LlamaCloud:
    return LlamaCloud(api_key=os.environ["LLAMA_CLOUD_API_KEY"])
