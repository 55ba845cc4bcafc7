import LlamaCloud from "@llamaindex/llama-cloud"

export const llama = new LlamaCloud()
