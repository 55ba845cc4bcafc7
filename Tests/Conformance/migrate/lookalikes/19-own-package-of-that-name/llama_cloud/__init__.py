class LlamaCloud:
    class classifier:
        @staticmethod
        def classify(file_ids, rules):
            return file_ids
