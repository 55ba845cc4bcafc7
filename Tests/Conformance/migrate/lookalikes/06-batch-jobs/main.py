from kubernetes import client

api = client.BatchV1Api()
jobs = api.list_namespaced_job("default")
for item in jobs.items:
    print(item.status.succeeded)
