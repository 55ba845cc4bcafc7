// SPDX-License-Identifier: Apache-2.0
// Stands in for llama-cloud-services of TypeScript.

import LlamaCloud from "@llamaindex/llama-cloud";

export class LlamaClassify {
  constructor(apiKey, baseURL) {
    this.client = new LlamaCloud({ apiKey, baseURL });
  }

  async classify(rules, parsing_configuration, { fileContents }) {
    const file_ids = [];
    for (const content of fileContents) {
      const file = new File([content], "file.txt");
      file_ids.push((await this.client.files.create({ file, purpose: "classify" })).id);
    }
    return this.client.classifier.classify({ file_ids, rules, parsing_configuration });
  }
}
