import sys

from clients import classifier

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]

result = classifier.classify(file_ids=[sys.argv[1]], rules=RULES)
print(result.items[0].result.type)
