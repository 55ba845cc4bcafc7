// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// Runs whose connection to the service fails.
@Suite struct RunConnectionTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs a file for each of the contents, one after the other.
  private func run(
    _ contents: [String], at authority: String
  ) async throws -> (outcome: CommandRunner.Outcome, results: [JSONValue]) {
    let names = contents.indices.map { "f\($0)" }
    let files = Dictionary(uniqueKeysWithValues: zip(names, contents))
    let outcome = try await RunningCommand(
      runner,
      "exec classify-bridge run --rules rules.json \(names.joined(separator: " ")) --concurrency 1 "
        + "--format json --api-key llx-any-key --base-url http://\(authority)",
      files: files.merging(["rules.json": RunCommandTests.rules]) { $1 }
    ).outcome()
    return (outcome, try JSONValue(json: outcome.output).array ?? [])
  }

  @Test func continuesAfterBrokenConnection() async throws {
    let contents = ["broken", "broken", "x", "broken", "broken", "x"]
    let (outcome, results) = try await FinishingService.plan().run { server in
      try await run(contents, at: server.authority)
    }
    #expect(outcome.status == 2, "\(outcome.messages)")
    #expect(
      results.map { $0["outcome"] } == [
        "error", "error", "classified", "error", "error", "classified",
      ])
    #expect(results.first?["error"]?.string?.hasPrefix("The connection to 127.0.0.1") == true)
  }

  @Test func abortsAfterThreeBrokenConnectionsInRow() async throws {
    try await FinishingService.plan().run { server in
      let (outcome, results) = try await run(
        ["broken", "broken", "broken", "x", "x"], at: server.authority)
      #expect(outcome.status == 2, "\(outcome.messages)")
      #expect(
        results.dropFirst(3).map { $0["error"] } == [
          "not started: the connection broke for 3 files in a row",
          "not started: the connection broke for 3 files in a row",
        ])
      #expect(server.requests.count == 3)
    }
  }

  @Test func abortsIfNoConnectionCanBeMade() async throws {
    // The server has stopped: its port refuses connections.
    let authority = try await FinishingService.plan().run { $0.authority }
    let (outcome, results) = try await run(["x", "x"], at: authority)
    #expect(outcome.status == 2, "\(outcome.messages)")
    #expect(
      results.last?["error"]?.string?.hasPrefix("not started: No connection to 127.0.0.1") == true)
  }

  @Test func reportsMissedPollWithNameOfFile() async throws {
    let failure = LoopbackBehavior.json(503, "{}", headers: [("x-should-retry", "false")])
    let (outcome, results) = try await FinishingService.plan(firstPoll: failure).run { server in
      try await run(["x"], at: server.authority)
    }
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(results.map { $0["outcome"] } == ["classified"])
    #expect(outcome.messages.hasPrefix("f0: The service failed (503"), "\(outcome.messages)")
    #expect(outcome.messages.contains(" Polling again in 4 seconds.\n"))
  }
}
#endif
