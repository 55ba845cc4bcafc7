import time
from llama_cloud import LlamaCloud

client = LlamaCloud()
job = client.classify.create(file_input="dfl-1", configuration_id="cfg-1")
while job.status in ("PENDING", "RUNNING"):
    time.sleep(1)
    job = client.classify.get(job.id)
