import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const job = await client.classifier.jobs.create({ file_ids: [receipt], rules, mode: "FAST" });
await client.classifier.jobs.waitForCompletion(job.id, {}, { pollingInterval: 0.05 });
const { items } = await client.classifier.jobs.getResults(job.id);
console.log(items[0].result.type);
