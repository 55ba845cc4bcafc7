import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const first = await client.classifier.classify({ file_ids: [invoice], rules });
console.log(first.items.map(({ file_id, result }) => [file_id === invoice, result.type]));
const second = await client.classifier.classify({ file_ids: [receipt], rules });
for (const { file_id, result } of second.items) console.log(file_id === receipt, result.type);
await client.classifier
  .classify({ file_ids: [receipt], rules })
  .then(({ items }) => console.log(items[0].result.type));
