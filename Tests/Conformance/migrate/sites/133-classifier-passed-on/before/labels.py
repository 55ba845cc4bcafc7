def label(classifier, file_id, rules):
    result = classifier.classify(file_ids=[file_id], rules=rules)
    return result.items[0].result.type


def count(classifier):
    return len(classifier.jobs.list(page_size=1).items)
