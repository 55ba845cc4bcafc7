from vision import VisionClient

client = VisionClient()
print(client.classifier.classify(image="a.png").items[0])
