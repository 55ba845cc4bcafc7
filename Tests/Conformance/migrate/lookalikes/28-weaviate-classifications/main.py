import weaviate

client = weaviate.Client("http://localhost")
client.classification.schedule().with_type("knn").do()
jobs = client.classification.get("id")
