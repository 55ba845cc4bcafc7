from llama_cloud import LlamaCloud

client = LlamaCloud()
client.parsing.create(file_id="dfl-1", page_ranges={"target_pages": "1,3-5", "max_pages": 5})
