class Pipeline:
    def __init__(self, classifier):
        self.classifier = classifier

    def run(self, texts):
        return [self.classifier.classify(text) for text in texts]
