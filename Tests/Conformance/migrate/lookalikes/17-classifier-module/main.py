import classifier

jobs = classifier.jobs
print(classifier.classify(file_ids=["a"], rules=["b"]))
