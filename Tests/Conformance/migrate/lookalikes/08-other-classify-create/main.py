from acme import Acme

job = Acme().classify.create(file_ids=["x"], rules=[])
print(job.status == "SUCCESS")
