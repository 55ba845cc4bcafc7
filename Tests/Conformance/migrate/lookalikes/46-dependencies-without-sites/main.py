from llama_cloud import LlamaCloud

print(LlamaCloud().files.list())
