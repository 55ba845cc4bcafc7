import yaml
from sklearn.feature_extraction.text import TfidfVectorizer

with open("document_classifier.yaml") as file:
    pages = yaml.safe_load(file)["classifier"]["parsing_config"]["target_pages"]

print(TfidfVectorizer().fit_transform(f"page {page}" for page in pages))
