import { LlamaClassify } from "llama-cloud-services";

const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

const classifier = new LlamaClassify(process.env.LLAMA_CLOUD_API_KEY, process.env.LLAMA_CLOUD_BASE_URL);
const result = await classifier.classify(rules, { lang: "en" }, { fileContents: ["payment by card"] });
console.log(result.items[0].result.type);
