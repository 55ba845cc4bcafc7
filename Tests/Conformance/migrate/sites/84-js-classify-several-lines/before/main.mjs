import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const result = await client.classifier.classify(
  {
    file_ids: [invoice],
    rules: [
      { type: "invoice", description: "has an invoice number and the total due" }, // main
      { type: "receipt", description: "proves a payment by card with change" },
    ],
    parsing_configuration: { lang: "en", max_pages: null },
    mode: "FAST",
  },
  { pollingInterval: 0.05 },
);
for (const item of result.items) {
  console.log(item.result?.type ?? "unknown", item.result?.reasoning);
}
