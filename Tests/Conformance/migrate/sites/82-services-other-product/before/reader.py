def read(path):
    from llama_cloud_services import LlamaParse

    return LlamaParse().load_data(path)


read = None
