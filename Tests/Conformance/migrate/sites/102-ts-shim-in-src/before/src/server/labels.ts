import { llama } from "./clients"

export async function labels(ids: string[]): Promise<Array<string | null>> {
  const { items } = await llama.classifier.classify({ file_ids: ids, rules: [{ type: "a", description: "has an a in it" }] })
  return items.map((item) => item.result?.type ?? null)
}
