import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud();
const job = await client.classify.run({ file_input: "dfl-1", configuration: { rules: [] } });
console.log(job.result?.type, job.status === "COMPLETED");
