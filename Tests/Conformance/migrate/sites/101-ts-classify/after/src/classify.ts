import { LlamaCloud } from '@llamaindex/llama-cloud';

const client = new LlamaCloud();

export async function classify(fileId: string): Promise<string | null> {
  const r = await client.classify.run({ file_input: fileId, configuration: { rules: RULES, mode: 'FAST', parsing_configuration: { max_pages: 5 } } }, { timeout: 600 });
  return r?.result?.type ?? null;
}

const RULES = [{ type: 'invoice', description: 'has an invoice number' }];
