// SPDX-License-Identifier: Apache-2.0
// Stands in for the TypeScript SDK: classifier (v1) and classify (v2) by fetch.

export class PollingError extends Error {
  name = "PollingError";
}

export default class LlamaCloud {
  constructor({ apiKey = process.env.LLAMA_CLOUD_API_KEY, baseURL } = {}) {
    this.key = apiKey;
    this.base = baseURL ?? process.env.LLAMA_CLOUD_BASE_URL;
    this.files = { create: ({ file, purpose }) => this.upload(file, purpose) };
    if (process.env.LLAMA_CLOUD_VERSION === "2.19.0") this.classify = this.v2();
    else this.classifier = this.v1();
  }

  async send(method, path, body) {
    const headers = { Authorization: `Bearer ${this.key}` };
    if (body && !(body instanceof FormData)) {
      headers["Content-Type"] = "application/json";
      body = JSON.stringify(body);
    }
    const response = await fetch(this.base + path, { method, headers, body });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return response.json();
  }

  upload(file, purpose) {
    const form = new FormData();
    form.append("file", file);
    form.append("purpose", purpose);
    return this.send("POST", "/api/v1/beta/files", form);
  }

  v1() {
    const path = "/api/v1/classifier/jobs";
    const jobs = {
      create: (body) => this.send("POST", path, body),
      get: (id) => this.send("GET", `${path}/${id}`),
      getResults: (id) => this.send("GET", `${path}/${id}/results`),
      waitForCompletion: (id, query, options) =>
        poll(() => jobs.get(id), ["SUCCESS", "PARTIAL_SUCCESS"], ["ERROR", "CANCELLED"], options),
    };
    const classify = async (body, options) => {
      const { id } = await jobs.create(body);
      await jobs.waitForCompletion(id, {}, options);
      return jobs.getResults(id);
    };
    return { jobs, classify };
  }

  v2() {
    const path = "/api/v2/classify";
    const create = (body) => this.send("POST", path, body);
    const get = (id) => this.send("GET", `${path}/${id}`);
    const cancel = (id) => this.send("POST", `${path}/${id}/cancel`);
    const waitForCompletion = (id, query, options) =>
      poll(() => get(id), ["COMPLETED"], ["FAILED"], options);
    const run = async (body, options) => waitForCompletion((await create(body)).id, {}, options);
    return { create, get, cancel, waitForCompletion, run };
  }
}

async function poll(get, good, bad, { pollingInterval = 1, timeout = 7200 } = {}) {
  for (const end = Date.now() + timeout * 1000; Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, pollingInterval * 1000));
    const job = await get();
    if (good.includes(job.status)) return job;
    if (bad.includes(job.status)) throw new PollingError(`Job ${job.id}: ${job.status}`);
  }
  throw new Error("Polling timed out");
}
