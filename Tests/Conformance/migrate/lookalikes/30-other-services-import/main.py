from llama_cloud_services import LlamaExtract

agent = LlamaExtract().get_agent("classify")
print(agent.extract("a.pdf").data)
