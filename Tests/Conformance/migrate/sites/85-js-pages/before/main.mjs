import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const wanted = [1, 3, 6];
const a = await client.classifier.classify({ file_ids: [invoice], rules, parsing_configuration: { target_pages: [0, 2, 4, 5] } });
console.log(a.items[0].result.reasoning);
const b = await client.classifier.classify({
  file_ids: [invoice],
  rules,
  parsing_configuration: { target_pages: wanted.map((page) => page - 1) },
});
console.log(b.items[0].result.reasoning);
