// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// Repeating a run with `--run-id`.
@Suite struct RunKeysTests {
  private static let files = (0..<10).map { "f\($0)" }
  private let runner: CommandRunner
  private let service = ServedSandbox()

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func start(_ server: LoopbackServer, _ options: String) throws -> RunningCommand {
    // Two files are equal.
    let contents = Self.files.map { ($0, "Invoice number \($0 == "f9" ? "f8" : $0)") }
    return try RunningCommand(
      runner,
      "cp f8 f9; exec classify-bridge run --rules rules.json \(Self.files.joined(separator: " ")) f8 "
        + "--api-key llx-any-key --base-url http://\(server.authority) --format json \(options)",
      files: Dictionary(contents) { $1 }.merging(["rules.json": RunCommandTests.rules]) { $1 })
  }

  @Test func createsOnlyMissingJobsAfterKill() async throws {
    try await service.run { server in
      service.set(.loseResponses, afterCreations: 4)
      let first = try start(server, "--run-id march --concurrency 2")
      service.waitForCreations(5)
      first.send(signal: SIGKILL)
      #expect(try await first.outcome().status == -SIGKILL)
      service.set(.serve)
      for _ in 1...2 {
        let again = try await start(server, "--run-id march").outcome()
        #expect(again.status == 0, "\(again.messages)")
        let results = try JSONValue(json: again.output).array ?? []
        #expect(results.map { $0["file"]?.string } == Self.files + ["f8"])
        #expect(Set(results.map { $0["job_id"]?.string }).count == 11)
        // One for each file, also for a file that is given twice.
        #expect(service.sandbox.createdV2JobCount == 11)
      }
      _ = try await start(server, "--run-id april").outcome()
      #expect(service.sandbox.createdV2JobCount == 22)
      _ = try await start(server, "--run-id march --pages 1").outcome()
      #expect(service.sandbox.createdV2JobCount == 33)
    }
  }

  @Test func replacesCancelledJobs() async throws {
    let service = ServedSandbox(
      jobDurations: Sandbox.JobDurations(pending: .seconds(600), running: .zero))
    try await service.run { server in
      let first = try start(server, "--run-id march --concurrency 2")
      service.waitForCreations(2)
      first.send(signal: SIGINT)
      let interrupted = try await first.outcome()
      #expect(interrupted.status == 130, "\(interrupted.messages)")
      #expect(try await service.v2Statuses() == ["CANCELLED", "CANCELLED"])
      service.finishJobs()
      let again = try await start(server, "--run-id march --concurrency 11").outcome()
      #expect(again.status == 0, "\(again.messages)")
      // One for each of the 11 files, two of them again.
      #expect(service.sandbox.createdV2JobCount == 13)
    }
  }

  @Test(arguments: [
    ("--run-id x --on v1", "--run-id needs --on v2"),
    ("--run-id ''", "--run-id takes 1 to 100 characters"),
  ])
  func rejectsInvalidID(options: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge run --rules r.json f --sandbox \(options)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }
}
#endif
