// SPDX-License-Identifier: Apache-2.0

extension TypeScriptShim {
  /// The first lines.
  static let header = ###"""
    /**
     * The calls and results of LlamaCloud Classify v1, served by v2.
     *
     * A v2 job classifies one file. A job of several files is several v2 jobs here, and its ID is
     * their IDs, joined by commas.
     */
    """###

  /// The conversion of parsing configurations.
  static let parsing = ###"""
    /** v1's limit if neither max_pages nor target_pages is given. */
    const PAGE_LIMIT = 5;
    ‹
    export interface ClassifyParsingConfiguration {
      lang?: string;
      max_pages?: number | null;
      /** Pages counted from 0. */
      target_pages?: Array<number> | null;
    }
    ›
    /** Returns v2's parsing configuration for one of v1. */
    export function parsingConfiguration(value‹?: ClassifyParsingConfiguration | null›) {
      const { max_pages, target_pages, ...rest } = value ?? {}‹ as ClassifyParsingConfiguration›;
      const limit = max_pages === undefined && !target_pages ? PAGE_LIMIT : max_pages;
      return {
        ...rest,
        ...(limit != null && { max_pages: limit }),
        ...(target_pages && { target_pages: pageRanges(target_pages) }),
      };
    }

    /** Returns pages counted from 0 as v2 writes them: [0, 2, 4, 5, 6] is "1,3,5-7". */
    function pageRanges(indices‹: Array<number>›)‹: string› {
      if (indices.length === 0 || indices.some((index) => !Number.isInteger(index) || index < 0)) {
        throw new RangeError(`target_pages is [${indices}]: it must name pages, counted from 0`);
      }
      const ranges‹: Array<[number, number]>› = [];
      for (const index of Array.from(new Set(indices)).sort((a, b) => a - b)) {
        const last = ranges[ranges.length - 1];
        if (last && last[1] === index) last[1] = index + 1;
        else ranges.push([index + 1, index + 1]);
      }
      return ranges.map(([a, b]) => (a < b ? `${a}-${b}` : `${a}`)).join(",");
    }
    """###

  /// The types of what v1 took and returned.
  static let models = ###"""
    export type ClassifierRule = LlamaCloud.ClassifyConfiguration.Rule;

    export interface JobCreateParams {
      file_ids: Array<string>;
      rules: Array<ClassifierRule>;
      mode?: string;
      parsing_configuration?: ClassifyParsingConfiguration | null;
      organization_id?: string | null;
      project_id?: string | null;
    }

    export interface ClassifyJob {
      id: string;
      project_id: string;
      user_id: string;
      status: "PENDING" | "SUCCESS" | "PARTIAL_SUCCESS" | "ERROR" | "CANCELLED";
      rules: Array<ClassifierRule>;
      mode?: "FAST";
      error_message?: string | null;
      created_at?: string | null;
      updated_at?: string | null;
    }

    export interface JobGetResultsResponse {
      /** In the order of file_ids. */
      items: Array<{
        id: string;
        classify_job_id: string;
        file_id: string;
        /** Null if the file failed. */
        result: LlamaCloud.ClassifyResult | null;
        created_at?: string | null;
        updated_at?: string | null;
      }>;
      next_page_token?: string | null;
      total_size?: number | null;
    }

    type Query = { organization_id?: string | null; project_id?: string | null } | null;
    type Options = Parameters<LlamaCloud["classify"]["run"]>[1];
    type V2Job = LlamaCloud.ClassifyGetResponse;
    """###

  /// `LlamaClassify`.
  static let services = ###"""
    ‹export type ClassifyJobResults = JobGetResultsResponse;

    ›/** The classifier of llama-cloud-services. */
    export class LlamaClassify {
      ‹private readonly ›client‹: LlamaCloud›;

      constructor(apiKey‹?: string›, baseUrl‹?: string›, region‹?: string›) {
        const url = baseUrl ?? (region === "eu" ? "https://api.cloud.eu.llamaindex.ai" : undefined);
        this.client = new LlamaCloud({ ...(apiKey && { apiKey }), ...(url && { baseURL: url }) });
      }

      async classify(
        rules‹: Array<ClassifierRule>›,
        configuration‹: ClassifyParsingConfiguration›,
        options‹: {
          fileContents?: Array<string | Uint8Array | Blob>;
          filePaths?: Array<string>;
          projectId?: string;
          pollingInterval?: number;
          maxPollingIterations?: number;
        }›,
      )‹: Promise<ClassifyJobResults>› {
        const { fileContents = [], filePaths = [], projectId } = options;
        const { pollingInterval = 1, maxPollingIterations = 1800 } = options;
        const query = { ...(projectId && { project_id: projectId }) };
        const files = await Promise.all([
          ...filePaths.map(async (path) => new File([await readFile(path)], basename(path))),
          ...fileContents.map((content) =>
            content instanceof File ? content : new File([content], "file"),
          ),
        ]);
        const ids‹: Array<string>› = [];
        for (const file of files) {
          ids.push((await this.client.files.create({ file, purpose: "classify", ...query })).id);
        }
        return classifier(this.client).classify(
          { file_ids: ids, rules, parsing_configuration: configuration, ...query },
          { pollingInterval, backoff: "constant", timeout: pollingInterval * maxPollingIterations },
        );
      }
    }
    """###
}
