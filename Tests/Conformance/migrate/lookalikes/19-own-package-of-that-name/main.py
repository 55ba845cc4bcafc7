from llama_cloud import LlamaCloud

print(LlamaCloud().classifier.classify(file_ids=["a"], rules=[]))
