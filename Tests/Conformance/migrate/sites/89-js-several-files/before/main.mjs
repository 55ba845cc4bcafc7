import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const ids = process.argv.slice(2);
const { items } = await client.classifier.classify({ file_ids: ids, rules });
console.log(items.map((item) => item.result?.type ?? null));
