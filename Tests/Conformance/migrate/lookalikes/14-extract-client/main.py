from llama_cloud import LlamaCloud

client = LlamaCloud()
job = client.extraction.jobs.create(file_id="dfl-1", extraction_agent_id="a")
results = client.extraction.jobs.get_result(job.id)
