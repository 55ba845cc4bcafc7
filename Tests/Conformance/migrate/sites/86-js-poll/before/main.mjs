import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

let job = await client.classifier.jobs.create({ file_ids: [invoice], rules });
while (job.status === "PENDING") {
  await new Promise((resolve) => setTimeout(resolve, 50));
  job = await client.classifier.jobs.get(job.id);
}
if (job.status === "SUCCESS") {
  const results = await client.classifier.jobs.getResults(job.id);
  results.items.forEach((item) => console.log(item.file_id === invoice, item.result?.type));
} else if (["ERROR", "CANCELLED"].includes(job.status)) {
  console.log("failed");
}
