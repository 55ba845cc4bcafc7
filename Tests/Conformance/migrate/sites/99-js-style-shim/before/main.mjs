import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const result = await client.classifier.classify({ file_ids: [invoice], rules });
console.log(result.items[0].result.reasoning);
const job = await client.classifier.jobs.create({ file_ids: [invoice], rules, parsing_configuration: { target_pages: [1] } });
await client.classifier.jobs.waitForCompletion(job.id);
console.log((await client.classifier.jobs.getResults(job.id)).items[0].result.reasoning);
