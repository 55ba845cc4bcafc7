import sys

from clients import get_client
from rules import RULES

client = get_client()
result = client.classifier.classify(file_ids=[sys.argv[1]], rules=RULES)
print(result.items[0].result.reasoning)
print(get_client().classifier.classify(file_ids=[sys.argv[2]], rules=RULES).items[0].result.type)
