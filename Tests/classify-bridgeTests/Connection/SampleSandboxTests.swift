// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

@Suite struct SampleSandboxTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test func hasSameSeedDataForEachCommand() throws {
    for command in ["classify", "classifier:jobs"] {
      let outcomes = try (0..<2).map { _ in
        try runner.shell("classify-bridge \(command) list --sandbox")
      }
      #expect(outcomes[0] == outcomes[1])
      #expect(outcomes[0].status == 0)
    }
  }

  @Test func hasSameResultsInBothVersions() throws {
    let sample = try Sample(runner)
    func answer(_ line: String) throws -> JSONValue {
      try JSONValue(json: try runner.shell("classify-bridge \(line) --sandbox").output)
    }
    let items = try answer("classifier:jobs get-results \(sample.v1JobID)")["items"]?.array
    let item = items?.first { $0["file_id"]?.string == sample.fileUUID }
    let job = try answer("classify get \(sample.v2JobID)")
    #expect(items?.count == 4)
    #expect(item?["result"]?["type"]?.string != nil)
    #expect(item?["result"]?["type"] == job["result"]?["type"])
  }

  @Test func cancelsDeletesAndFinishesJobs() throws {
    let sample = try Sample(runner)
    let cancelled = try runner.shell(
      "classify-bridge classify cancel \(sample.unfinishedJobID) --sandbox --format jsonl")
    #expect(try JSONValue(json: cancelled.output)["status"] == "CANCELLED")
    let deleted = try runner.shell("classify-bridge classify delete \(sample.v2JobID) --sandbox")
    #expect(try JSONValue(json: deleted.output)["id"]?.string == sample.v2JobID)
    let waited = try runner.shell(
      "classify-bridge classify wait \(sample.unfinishedJobID) --sandbox --expand usage")
    #expect(waited.status == 0)
    #expect(try JSONValue(json: waited.output)["status"] == "COMPLETED")
    #expect(try JSONValue(json: waited.output)["usage"]?["credits"] != nil)
  }

  @Test func countsMinorNotesWhenV2ServesV1Calls() throws {
    let outcome = try runner.shell("classify-bridge classifier:jobs list --on v2 --sandbox")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"status\": \"SUCCESS\""))
    #expect(outcome.messages.hasPrefix("note: "))
    // There are four jobs, each with members that v1 does not have.
    #expect(outcome.messages.contains(" minor notes: member.unplaced ×"))
    #expect(outcome.messages.hasSuffix(" explains one)\n"))
  }
}
#endif
