import LlamaCloud from "@llamaindex/llama-cloud";

let client;

export function getClient() {
  client ??= new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
  return client;
}
