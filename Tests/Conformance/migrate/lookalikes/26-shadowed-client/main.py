from llama_cloud import LlamaCloud

client = LlamaCloud()


def label(client, image):
    return client.classifier.classify(image=image)
