from ..clients import llama
from ..rules import RULES


def label_all(file_ids):
    """Labels all files in their order."""
    result = llama.classifier.classify(file_ids=file_ids, rules=RULES)
    return [item.result.type if item.result else None for item in result.items]
