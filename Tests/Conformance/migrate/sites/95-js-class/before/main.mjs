import LlamaCloud from "@llamaindex/llama-cloud";

const client = new LlamaCloud({ apiKey: process.env.LLAMA_CLOUD_API_KEY });
const [invoice, receipt, broken] = process.argv.slice(2);
const rules = [
  { type: "invoice", description: "has an invoice number and the total due" },
  { type: "receipt", description: "proves a payment by card with change" },
];

class Labels {
  constructor(client) {
    this.client = client;
  }

  async of(ids) {
    const result = await this.client.classifier.classify({ file_ids: ids, rules });
    return result.items.filter((item) => item.result).map((item) => item.result.type);
  }
}

console.log(await new Labels(client).of([invoice, receipt, broken]));
