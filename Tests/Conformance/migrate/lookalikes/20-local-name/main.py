def run(classifier):
    result = classifier.classify(image)
    return result.items[0]


image = None
