from . import clients


def label(file_id):
    """Labels one file."""
    result = clients.llama.classifier.classify(file_ids=[file_id], rules=clients.RULES)
    return result.items[0].result.type
