from llama_cloud_services import LlamaParse

parser = LlamaParse(target_pages="0,2,7", max_pages=5)
documents = parser.load_data("classify.pdf")
