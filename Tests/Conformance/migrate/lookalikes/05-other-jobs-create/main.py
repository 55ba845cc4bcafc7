from openai import OpenAI

client = OpenAI()
job = client.fine_tuning.jobs.create(training_file="file-1", model="m")
while job.status == "PENDING":
    job = client.fine_tuning.jobs.retrieve(job.id)
