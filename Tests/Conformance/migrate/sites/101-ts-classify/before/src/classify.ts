import { LlamaCloud } from '@llamaindex/llama-cloud';

const client = new LlamaCloud();

export async function classify(fileId: string): Promise<string | null> {
  const r = await client.classifier.classify({ file_ids: [fileId], rules: RULES, mode: 'FAST' }, { timeout: 600 });
  return r.items[0]?.result?.type ?? null;
}

const RULES = [{ type: 'invoice', description: 'has an invoice number' }];
