from llama_cloud import LlamaCloud

client = LlamaCloud()
job = client.classify.run(
    file_input="dfl-1", configuration={"rules": [{"type": "a", "description": "has an a in it"}]})
print(job.result.type, job.status == "COMPLETED")
