// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Synchronization
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// Tests of `run` when a signal interrupts it.
@Suite struct InterruptionTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Returns a service whose jobs never finish unless cancelled.
  ///
  /// - Parameters:
  ///   - cancel: The behavior for a cancellation; `nil` cancels the job.
  ///   - poll: Returns the job of v2 as it is read.
  /// - Returns: The service's plan.
  private func endless(
    cancel: LoopbackBehavior?,
    poll: @escaping @Sendable () -> String = { InterruptionTests.v2Job }
  ) -> LoopbackPlan {
    LoopbackPlan { request in
      if request.path.hasSuffix("/files") {
        return .json(201, #"{"id": "dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "name": "f"}"#)
      }
      if request.path.hasSuffix("/cancel") {
        return cancel ?? .json(200, Self.v2Job.replacing("RUNNING", with: "CANCELLED"))
      }
      if request.path.contains("/v1/") { return .json(200, Self.v1Job) }
      guard request.method == "POST", let body = try? JSONValue(json: request.body) else {
        return .json(200, poll())
      }
      var job = (try? JSONValue(json: Self.v2Job))?.object ?? [:]
      for name in ["configuration", "file_input", "transaction_id"] { job[name] = body[name] }
      return .json(200, JSONValue.object(job).jsonText())
    }
  }

  private static let v2Job = """
    {"id": "clj-1", "status": "RUNNING", "project_id": "p", "user_id": "u", "file_input": "f",
     "document_input_type": "file_id", "configuration": {"rules": []}}
    """
  private static let completedJob = v2Job.replacing("RUNNING", with: "COMPLETED").replacing(
    #""configuration""#,
    with: #""result": {"type": "song", "confidence": 0.9, "reasoning": "r"}, "configuration""#)
  private static let v1Job = """
    {"id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "status": "PENDING", "project_id": "p",
     "user_id": "u", "rules": []}
    """

  /// Runs two files sequentially and sends signals while the first job is polled, each after the
  /// response to the one before.
  private func interrupt(
    _ plan: LoopbackPlan, on version: String = "v2", options: String = "",
    signals: [Int32] = [SIGINT], atOnce: Bool = false,
    beforeSignal: @Sendable () -> Void = {}
  ) async throws -> (outcome: CommandRunner.Outcome, requests: [LoopbackRequest]) {
    try await plan.run { server in
      let command = try RunningCommand(
        runner,
        "exec classify-bridge run --rules rules.json f g --concurrency 1 --format json "
          + "--api-key llx-any-key --on \(version) --base-url http://\(server.authority) "
          + options,
        files: ["rules.json": RunCommandTests.rules, "f": "x", "g": "x"])
      let clock = ContinuousClock()
      let limit = clock.now.advanced(by: .seconds(300))
      func isPolled() -> Bool {
        server.requests.contains { $0.method == "GET" && $0.path.contains("/") }
      }
      while !isPolled(), clock.now < limit { try await Task.sleep(for: .milliseconds(20)) }
      beforeSignal()
      if atOnce { command.send(signal: SIGSTOP) }
      for (position, number) in signals.enumerated() {
        if position > 0, !atOnce {
          try command.waitForMessage("press Ctrl-C again")
          // Until then, another signal counts as the same.
          usleep(600_000)
        }
        command.send(signal: number)
      }
      if atOnce { command.send(signal: SIGCONT) }
      return (try await command.outcome(), server.requests)
    }
  }

  @Test(arguments: zip([SIGINT, SIGTERM, SIGHUP], [Int32(130), 143, 129]))
  func cancelsJobsAndPrintsResultsOnSignal(signal: Int32, status: Int32) async throws {
    let (outcome, requests) = try await interrupt(endless(cancel: nil), signals: [signal])
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(requests.count { $0.path.hasSuffix("/cancel") } == 1)
    let results = try JSONValue(json: outcome.output)
    #expect(results[0]?["outcome"] == "cancelled")
    #expect(results[0]?["job_id"] == "clj-1")
    #expect(results[1]?["outcome"] == "interrupted")
    let hint = signal == SIGINT ? "; press Ctrl-C again to exit immediately" : ""
    #expect(
      outcome.messages.hasPrefix("classify-bridge: cancelling running jobs\(hint)\n"),
      "\(outcome.messages)")
    #expect(outcome.messages.contains("2 files: 1 cancelled, 1 interrupted"))
  }

  @Test func reportsUnfinishedJobOnV1() async throws {
    let (outcome, requests) = try await interrupt(endless(cancel: nil), on: "v1")
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(!requests.contains { $0.path.hasSuffix("/cancel") })
    let results = try JSONValue(json: outcome.output)
    #expect(results[0]?["outcome"] == "unfinished")
    #expect(results[0]?["error"] == "v1 can't cancel jobs")
    #expect(
      outcome.messages.hasPrefix(
        "classify-bridge: stopping: v1 can't cancel jobs, which continue; press Ctrl-C again"),
      "\(outcome.messages)")
  }

  @Test(arguments: [
    ("--on v1", "--on v2: v1 can't cancel jobs"),
    ("--dialect published", "--dialect current: the published dialect of v2 can't cancel jobs"),
  ])
  func rejectsCancellingIfImpossible(options: String, need: String) throws {
    let outcome = try runner.shell(
      "echo '\(RunCommandTests.rules)' > rules.json; classify-bridge run --rules rules.json f "
        + "\(options) --on-interrupt cancel --sandbox")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages.contains("--on-interrupt cancel needs \(need), which then continue."),
      "\(outcome.messages)")
  }

  @Test func reportsUnfinishedJobInPublishedDialect() async throws {
    let (outcome, requests) = try await interrupt(
      endless(cancel: nil), options: "--dialect published")
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(!requests.contains { $0.path.hasSuffix("/cancel") })
    let obstacle = "the published dialect of v2 can't cancel jobs"
    #expect(try JSONValue(json: outcome.output)[0]?["error"] == .string(obstacle))
    #expect(
      outcome.messages.hasPrefix("classify-bridge: stopping: \(obstacle), which continue; press"),
      "\(outcome.messages)")
  }

  @Test func keepsJobsIfChosen() async throws {
    let (outcome, requests) = try await interrupt(
      endless(cancel: nil), options: "--on-interrupt keep")
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(!requests.contains { $0.path.hasSuffix("/cancel") })
    let results = try JSONValue(json: outcome.output)
    #expect(results[0]?["outcome"] == "unfinished")
    #expect(results[0]?["error"] == "the job was kept")
    #expect(results[0]?["job_id"] == "clj-1")
    #expect(outcome.messages.hasPrefix("classify-bridge: stopping: jobs continue; press Ctrl-C"))
    #expect(!outcome.messages.contains("--run-id"))
  }

  @Test(arguments: ["keep", "cancel"])
  func saysHowToContinueRunWithID(action: String) async throws {
    let (outcome, _) = try await interrupt(
      endless(cancel: nil), options: "--run-id march --on-interrupt \(action)")
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(
      outcome.messages.hasSuffix(
        "\nTo continue, run the same command again with the same --run-id: existing jobs are used, "
          + "and cancelled ones are replaced.\n"), "\(outcome.messages)")
  }

  @Test func ignoresHangupUnderNohup() async throws {
    let (outcome, _) = try await endless(cancel: nil).run { server in
      let command = try RunningCommand(
        runner,
        "trap '' HUP; exec classify-bridge run --rules rules.json f --format json "
          + "--api-key llx-any-key --base-url http://\(server.authority)",
        files: ["rules.json": RunCommandTests.rules, "f": "x"])
      let limit = ContinuousClock.now.advanced(by: .seconds(300))
      while !server.requests.contains(where: { $0.method == "GET" }), ContinuousClock.now < limit {
        try await Task.sleep(for: .milliseconds(20))
      }
      command.send(signal: SIGHUP)
      usleep(1_000_000)
      command.send(signal: SIGTERM)
      return (try await command.outcome(), server.requests)
    }
    // Only SIGTERM ended the command, gracefully.
    #expect(outcome.status == 143)
    #expect(try JSONValue(json: outcome.output)[0]?["outcome"] == "cancelled")
  }

  @Test func reportsUnfinishedJobIfV2CannotCancel() async throws {
    let (outcome, _) = try await interrupt(endless(cancel: .json(404, #"{"detail": "Not Found"}"#)))
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(
      try JSONValue(json: outcome.output)[0]?["error"] == "this v2 can't cancel jobs (404)")
  }

  /// A terminal and a parent process can both send it.
  @Test func takesRepeatedSignalForOne() async throws {
    let (outcome, requests) = try await interrupt(
      endless(cancel: nil), signals: [SIGINT, SIGTERM], atOnce: true)
    #expect([130, 143].contains(outcome.status), "\(outcome.messages)")
    #expect(requests.count { $0.path.hasSuffix("/cancel") } == 1)
    #expect(try JSONValue(json: outcome.output)[0]?["outcome"] == "cancelled")
  }

  @Test(arguments: ["cancel", "keep"])
  func reportsResultOfJobThatHasFinished(action: String) async throws {
    let isFinished = Mutex(false)
    let refusal = #"{"detail": "Classify job clj-1 is COMPLETED and cannot be cancelled"}"#
    let plan = endless(cancel: .json(400, refusal)) {
      isFinished.withLock { $0 ? Self.completedJob : Self.v2Job }
    }
    let (outcome, _) = try await interrupt(plan, options: "--on-interrupt \(action)") {
      isFinished.withLock { $0 = true }
    }
    #expect(outcome.status == 130, "\(outcome.messages)")
    let result = try JSONValue(json: outcome.output)[0]
    #expect(result?["outcome"] == "classified")
    #expect(result?["type"] == "song")
  }

  @Test func namesCommandsForJobThatContinuesAfterTimeout() async throws {
    let outcome = try await endless(cancel: nil).run { server in
      func run() async throws -> CommandRunner.Outcome {
        try await RunningCommand(
          runner,
          "exec classify-bridge run --rules rules.json f --timeout 0 --format json "
            + "--api-key llx-any-key --base-url http://\(server.authority)",
          files: ["rules.json": RunCommandTests.rules, "f": "x"]
        ).outcome()
      }
      var outcome = try await run()
      // The only poll can be late.
      for _ in 0..<10 where !outcome.output.contains("has the status") {
        outcome = try await run()
      }
      return outcome
    }
    #expect(outcome.status == 2, "\(outcome.messages)")
    let error = try JSONValue(json: outcome.output)[0]?["error"]?.string ?? ""
    #expect(error.hasPrefix(#"job clj-1 has the status "running""#), "\(error)")
    #expect(
      error.hasSuffix(
        " To wait again: classify-bridge classify wait clj-1; to cancel it: classify-bridge classify "
          + "cancel clj-1"), "\(error)")
  }

  @Test func exitsImmediatelyOnSecondSignal() async throws {
    let (outcome, _) = try await interrupt(endless(cancel: .hang), signals: [SIGINT, SIGINT])
    #expect(outcome.status == 130)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasSuffix("\n1 job may continue: clj-1\n"), "\(outcome.messages)")
  }
}
#endif
