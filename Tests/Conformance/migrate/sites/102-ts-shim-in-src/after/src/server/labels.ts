import { llama } from "./clients"
import { classifier } from "../classifyV2"

export async function labels(ids: string[]): Promise<Array<string | null>> {
  const { items } = await classifier(llama).classify({ file_ids: ids, rules: [{ type: "a", description: "has an a in it" }] })
  return items.map((item) => item.result?.type ?? null)
}
