// SPDX-License-Identifier: Apache-2.0
// The stand-in of the TypeScript SDK for programs that load it with require.

module.exports = class {
  constructor(options) {
    const client = import("./client.mjs").then(({ default: LlamaCloud }) => new LlamaCloud(options));
    const lazy = (name) => ({
      get: (_, member) => (...values) => client.then((client) => client[name][member](...values)),
    });
    const name = process.env.LLAMA_CLOUD_VERSION === "2.19.0" ? "classify" : "classifier";
    this[name] = new Proxy({}, lazy(name));
  }
};
