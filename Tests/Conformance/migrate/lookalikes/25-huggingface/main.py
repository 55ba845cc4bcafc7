from transformers import pipeline

classifier = pipeline("zero-shot-classification")
result = classifier("text", candidate_labels=["invoice", "receipt"])
print(result["labels"][0])
