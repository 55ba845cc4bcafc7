from classifier import classify

print(classify(file_ids=["a"], rules=["b"]))
