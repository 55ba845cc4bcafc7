// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// Tests of command lines from the published pages and from the official CLI's own examples.
///
/// Only the program name changes. They run on the sandbox, with its IDs in place of the examples'.
@Suite struct OfficialCommandLinesTests {
  /// The names of the official CLI on the published pages.
  private static let names = ["llamacloud-prod", "llp"]
  /// The ID that the published examples use for everything.
  private static let exampleID = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs a command line with this program's name and the sandbox's IDs.
  private func run(_ line: String, input: String = "") throws -> CommandRunner.Outcome {
    let ours = Self.names.reduce(line) { line, name in
      line.hasPrefix("\(name) ") ? "classify-bridge \(line.dropFirst(name.count + 1))" : line
    }
    let sample = try Sample(runner)
    return try runner.shell(
      ours.replacing(Self.exampleID, with: sample.fileUUID)
        .replacing("dfl-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", with: "dfl-\(sample.fileUUID)")
        .replacing("V1-JOB", with: sample.v1JobID).replacing("V2-JOB", with: sample.v2JobID)
        + " --sandbox",
      input: input.replacing(Self.exampleID, with: sample.fileUUID))
  }

  @Test(arguments: [
    "llamacloud-prod classifier:jobs list",
    "llamacloud-prod classifier:jobs list \\\n  --api-key 'My API Key'",
    "llp --api-key string classifier:jobs list --max-items 10 --page-size 10",
    "llp classifier:jobs get V1-JOB", "llp classifier:jobs get --classify-job-id V1-JOB",
    "llp classifier:jobs get-results V1-JOB",
    "llp --api-key string classifier:jobs get-results --classify-job-id V1-JOB --format yaml",
    "llp classify list --status COMPLETED --max-items -1 --format jsonl",
    """
    llp --api-key string classify list --max-items 10 --page-size 1 --status COMPLETED \
    --created-at-on-or-after "'2019-12-27T18:11:19.117Z'" \
    --created-at-on-or-before "'2029-12-27T18:11:19.117Z'" --job-id '[V2-JOB, string]'
    """,
    "llp classify get V2-JOB", "llp classify get --job-id V2-JOB --format raw",
    "llp --format pretty classify get V2-JOB --expand usage", "llp classify delete V2-JOB",
    """
    llp classifier:jobs create --file-id 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e \
    --rule '{"type": "invoice", "description": "has an invoice number"}' \
    --parsing-configuration '{lang: abq, max_pages: 1, target_pages: [0]}'
    """,
    """
    llp --api-key string classifier:jobs create \
    --file-id 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e \
    --rule "{description: 'contains invoice number, line items, and total amount', type: invoice}" \
    --mode FAST --parsing-configuration '{lang: af, max_pages: 0, target_pages: [0]}' \
    --webhook-configuration "{webhook_events: [parse.success, parse.error], webhook_headers: \
    {foo: bar}, webhook_output_format: json, webhook_url: 'https:'}"
    """,
    """
    llp --api-key string classifier:jobs create \
    --file-id 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e \
    --rule.description 'contains invoice number, line items, and total amount' \
    --rule.type invoice --mode FAST --parsing-configuration.lang af \
    --parsing-configuration.max-pages 0 --parsing-configuration.target-pages '[0]' \
    --webhook-configuration.webhook-events '[parse.success, parse.error]' \
    --webhook-configuration.webhook-headers '{foo: bar}' \
    --webhook-configuration.webhook-output-format json \
    --webhook-configuration.webhook-url https:
    """,
    """
    llp --api-key string classify create --configuration "{rules: [{description: 'contains \
    invoice number, line items, and total amount', type: invoice}], mode: FAST, \
    parsing_configuration: {lang: en, max_pages: 10, target_pages: '1,3,5-7'}}" \
    --file-input dfl-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee --transaction-id tx-unique-key
    """,
    """
    llp --api-key string classify create --configuration.rules "[{description: 'contains \
    invoice number, line items, and total amount', type: invoice}]" --configuration.mode FAST \
    --configuration.parsing-configuration "{lang: en, max_pages: 10, target_pages: '1,3,5-7'}" \
    --file-input dfl-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee --transaction-id tx-unique-key \
    --webhook-configuration.webhook-events '[parse.success, parse.error]' \
    --webhook-configuration.webhook-headers '{Authorization: Bearer sk-...}' \
    --webhook-configuration.webhook-url https://example.com/webhooks/llamacloud
    """,
  ])
  func runsOfficialCommandLine(line: String) throws {
    let outcome = try run(line)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(!outcome.output.isEmpty)
    #expect(outcome.messages.isEmpty)
  }

  @Test(arguments: ["v1", "v2"])
  func createsJobFromPipedBody(version: String) throws {
    let outcome = try run(
      "llp --api-key string classifier:jobs create --on \(version) --format jsonl",
      input: """
        file_ids:
          - 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e
        rules:
          - description: contains invoice number, line items, and total amount
            type: invoice
        mode: FAST
        parsing_configuration:
          lang: af
          max_pages: 5
          target_pages:
            - 0
        """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let job = try JSONValue(json: outcome.output)
    #expect(job["status"] == "PENDING")
    #expect(job["parsing_configuration"]?["lang"] == "af")
    #expect(job["parsing_configuration"]?["target_pages"] == [0])
  }
}

/// IDs from the initial contents of `--sandbox`, taken from the list commands.
struct Sample {
  let v1JobID: String
  /// A finished job.
  let v2JobID: String
  /// An unfinished job.
  let unfinishedJobID: String
  let fileUUID: String

  init(_ runner: CommandRunner) throws {
    func jobs(_ command: String) throws -> [JSONValue] {
      let outcome = try runner.shell("classify-bridge \(command) list --sandbox --format jsonl")
      return try outcome.output.split(separator: "\n").map { try JSONValue(json: String($0)) }
    }
    func id(_ job: JSONValue?) throws -> String { try #require(job?["id"]?.string) }
    v1JobID = try id(try jobs("classifier:jobs").first)
    let jobs = try jobs("classify")
    let finished = try #require(jobs.first { $0["status"] == "COMPLETED" })
    v2JobID = try id(finished)
    unfinishedJobID = try id(jobs.first { $0["status"] == "PENDING" })
    fileUUID = String(try #require(finished["file_input"]?.string).dropFirst("dfl-".count))
  }
}
#endif
