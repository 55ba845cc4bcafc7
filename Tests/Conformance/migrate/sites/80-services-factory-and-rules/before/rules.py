from llama_cloud.types import ClassifierRule

RULES = [
    ClassifierRule(type="invoice", description="has an invoice number and the total due"),
    ClassifierRule(type="receipt", description="proves a payment by card with change"),
]
