from classify_v2 import classifier
from llama_cloud import LlamaCloud

client = LlamaCloud()
result = classifier(client).classify(file_ids=["dfl-1", "dfl-2"], rules=[])
print([item.result for item in result.items])
