import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const { classifier } = client;
const jobs = client.classifier.jobs;
const job = await jobs.create({ file_ids: [invoice, broken], rules });
try {
  await jobs.waitForCompletion(job.id, {}, { pollingInterval: 0.05 });
} catch (error) {
  console.log(error.name);
}
console.log((await jobs.get(job.id)).status, typeof classifier);
