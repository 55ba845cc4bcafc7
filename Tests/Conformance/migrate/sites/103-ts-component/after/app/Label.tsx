"use client";
import LlamaCloud from "@llamaindex/llama-cloud";
import { useState } from "react";

const client = new LlamaCloud({ apiKey: "llx" });

export function Label({ id }: { id: string }) {
  const [label, setLabel] = useState<string | null>(null);
  const run = async () => {
    const r = await client.classify.run({ file_input: id, configuration: { rules: [{ type: "a", description: "has an a in it" }], parsing_configuration: { max_pages: 5 } } });
    setLabel(r.result?.type ?? null);
  };
  return <button onClick={run}>{label ?? "Classify"}</button>;
}
