from models import TextClassifier

client = TextClassifier()
print(client.classifier.classify("a text"))
