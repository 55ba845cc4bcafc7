import sys

from service import svc

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

ids = sys.argv[1:]
result = svc.classifier.classify(file_ids=ids, rules=RULES)
print([item.result.type if item.result else None for item in result.items])
