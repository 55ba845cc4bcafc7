import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const label = async (id) =>
  (await client.classifier.classify({ file_ids: [id], rules })).items[0].result?.type;
console.log(await Promise.all([invoice, receipt].map(label)));
client.classifier
  .classify({ file_ids: [invoice], rules })
  .then((result) => console.log(result.items[0].result.type));
