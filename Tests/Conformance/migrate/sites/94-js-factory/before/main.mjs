import { getClient } from "./lib/clients.mjs";
import { rules } from "./lib/rules.mjs";

const client = getClient();
const result = await client.classifier.classify({ file_ids: [process.argv[2]], rules });
console.log(result.items[0].result.type);
