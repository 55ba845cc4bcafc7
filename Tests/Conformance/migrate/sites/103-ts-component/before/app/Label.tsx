"use client";
import LlamaCloud from "@llamaindex/llama-cloud";
import { useState } from "react";

const client = new LlamaCloud({ apiKey: "llx" });

export function Label({ id }: { id: string }) {
  const [label, setLabel] = useState<string | null>(null);
  const run = async () => {
    const r = await client.classifier.classify({ file_ids: [id], rules: [{ type: "a", description: "has an a in it" }] });
    setLabel(r.items[0].result?.type ?? null);
  };
  return <button onClick={run}>{label ?? "Classify"}</button>;
}
