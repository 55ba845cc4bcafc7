class ClassifyClient:
    def __init__(self, model):
        self.model = model

    def classify(self, rules, files):
        return [self.model(file) for file in files]


print(ClassifyClient(len).classify(rules=[], files=["a"]))
