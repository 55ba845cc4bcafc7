HELP = """
Call classifier.classify(text) of your own classifier.
"""
print(HELP)
