// SPDX-License-Identifier: Apache-2.0

extension TypeScriptShim {
  /// `classifier(client)` and what it needs.
  static let classifier = ###"""
    const MAXIMUM_FILES = 500;
    /** The number of requests at the same time. */
    const CONCURRENCY = 8;
    const FINISHED = ["COMPLETED", "FAILED", "CANCELLED"];

    export class PollingError extends Error {
      name = "PollingError";
    }

    export class PollingTimeoutError extends Error {
      name = "PollingTimeoutError";
    }

    /** Returns what `client.classifier` was in v1. */
    export function classifier(client‹: LlamaCloud›) {
      const jobs = {
        async create(params‹: JobCreateParams›, options‹?: Options›)‹: Promise<ClassifyJob>› {
          const { file_ids, rules, mode, parsing_configuration, ...query } = params;
          if (mode && mode !== "FAST") {
            throw new RangeError(`v2 has no mode ${mode}: use FAST, and check the results`);
          }
          if (file_ids.length < 1 || file_ids.length > MAXIMUM_FILES) {
            throw new RangeError(`file_ids has ${file_ids.length} elements, not 1 to ${MAXIMUM_FILES}`);
          }
          const configuration = {
            rules,
            parsing_configuration: parsingConfiguration(parsing_configuration),
          };
          const created‹: Array<V2Job>› = [];
          try {
            await each(file_ids, created, (file_input) =>
              client.classify.create({ file_input, configuration, ...query }, options),
            );
          } catch (error) {
            // The first error counts, not that a finished job can't be cancelled.
            await Promise.allSettled(created.map((job) => client.classify.cancel(job.id, query)));
            throw error;
          }
          return oneJob(created);
        },

        async get(id‹: string›, query‹?: Query›, options‹?: Options›)‹: Promise<ClassifyJob>› {
          return oneJob(await read(id.split(","), query, options));
        },

        async getResults(
          id‹: string›,
          query‹?: Query›,
          options‹?: Options›,
        )‹: Promise<JobGetResultsResponse>› {
          const items = (await read(id.split(","), query, options)).map((job) => ({
            id: job.id,
            classify_job_id: id,
            file_id: job.file_input,
            result: job.result ?? null,
            created_at: job.created_at,
            updated_at: job.updated_at,
          }));
          return { items, next_page_token: null, total_size: items.length };
        },

        async waitForCompletion(
          id‹: string›,
          query‹?: Query›,
          options‹: Options› = {},
        )‹: Promise<ClassifyJob>› {
          const { pollingInterval = 1, maxInterval = 5, timeout, backoff = "linear", verbose, ...request } =
            options;
          const limit = timeout || 7200;
          const end = Date.now() + limit * 1000;
          const members = new Map‹<string, V2Job | undefined>›(id.split(",").map((id) => [id, undefined]));
          for (let pause = pollingInterval; ; ) {
            await new Promise((resolve) => setTimeout(resolve, pause * 1000));
            const unfinished = [...members].filter(([, job]) => !job || !FINISHED.includes(job.status));
            for (const job of await read(unfinished.map(([id]) => id), query, request)) {
              members.set(job.id, job);
            }
            const job = oneJob([...members.values()]‹ as Array<V2Job>›);
            if (job.status === "SUCCESS" || job.status === "PARTIAL_SUCCESS") return job;
            if (job.status !== "PENDING") {
              const reason = job.error_message ? ` | Error: ${job.error_message}` : "";
              throw new PollingError(`Job ${id} failed with status: ${job.status}${reason}`);
            }
            if (Date.now() > end) {
              throw new PollingTimeoutError(`Polling timed out (timeout: ${limit}s)`);
            }
            if (backoff === "linear") pause = Math.min(pause + 1, maxInterval);
            if (backoff === "exponential") pause = Math.min(pause * 2, maxInterval);
          }
        },
      };

      async function read(ids‹: Array<string>›, query‹?: Query›, options‹?: Options›)‹: Promise<Array<V2Job>>› {
        const read‹: Array<V2Job>› = [];
        await each(ids, read, (id) => client.classify.get(id, query ?? {}, options));
        return read;
      }

      return {
        jobs,
        async classify(
          params‹: JobCreateParams›,
          options‹: Options› = {},
        )‹: Promise<JobGetResultsResponse>› {
          const { pollingInterval, maxInterval, timeout, backoff, verbose, ...request } = options;
          const { organization_id, project_id } = params;
          const query = { organization_id, project_id };
          const job = await jobs.create(params, request);
          await jobs.waitForCompletion(job.id, query, options);
          return jobs.getResults(job.id, query, request);
        },
      };
    }

    /** Adds the results of calls; stops after the first few of which one fails. */
    async function each‹<Result>›(
      values‹: Array<string>›,
      results‹: Array<Result>›,
      call‹: (value: string) => PromiseLike<Result>›,
    )‹: Promise<void>› {
      for (let start = 0; start < values.length; start += CONCURRENCY) {
        const outcomes = await Promise.allSettled(values.slice(start, start + CONCURRENCY).map(call));
        for (const outcome of outcomes) if (outcome.status === "fulfilled") results.push(outcome.value);
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
      }
    }

    /** Returns v2 jobs as one job of v1. */
    function oneJob(members‹: Array<V2Job>›)‹: ClassifyJob› {
      const words = new Set‹<string>›(members.map((job) => job.status));
      const status = [...words].some((word) => !FINISHED.includes(word))
        ? "PENDING"
        : words.has("COMPLETED")
          ? words.size === 1 ? "SUCCESS" : "PARTIAL_SUCCESS"
          : words.has("FAILED") ? "ERROR" : "CANCELLED";
      const errors = members
        .filter((job) => job.error_message)
        .map((job) => `${job.file_input}: ${job.error_message}`);
      return {
        id: members.map((job) => job.id).join(","),
        project_id: members[0].project_id,
        user_id: members[0].user_id,
        status,
        rules: members[0].configuration.rules,
        mode: members[0].configuration.mode,
        error_message: errors.join("; ") || null,
        created_at: members[0].created_at,
        updated_at: members[members.length - 1].updated_at,
      };
    }
    """###
}
