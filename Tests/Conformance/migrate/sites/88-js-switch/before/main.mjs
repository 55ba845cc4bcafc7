import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const job = await client.classifier.jobs.create({ file_ids: [broken], rules });
const done = await client.classifier.jobs.get(job.id);
switch (done.status) {
  case "PENDING":
    console.log("running");
    break;
  case "SUCCESS":
    console.log("good");
    break;
  case "ERROR":
    console.log("bad");
    break;
}
