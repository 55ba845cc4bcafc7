import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const ids = [invoice, receipt];
const result = await client.classifier.classify({ file_ids: ids, rules, parsing_configuration: { max_pages: 2 } });
const byId = new Map(result.items.map((item) => [item.file_id, item.result]));
for (const id of ids) console.log(byId.get(id)?.reasoning);
