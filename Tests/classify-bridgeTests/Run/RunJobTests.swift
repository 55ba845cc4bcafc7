// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// The jobs with which a service responds to the creations of a run.
@Suite struct RunJobTests {
  private static let fileID = "dfl-00000000-0000-4000-8000-00000000000"
  private static let job = """
    {"id": "clj-0", "status": "COMPLETED", "project_id": "p", "user_id": "u", "file_input": "f",
     "document_input_type": "file_id", "configuration": {"rules": []},
     "result": {"type": "song", "confidence": 0.9, "reasoning": "r"}}
    """

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs two files one after the other; the jobs `clj-0` and `clj-1` for them are changed first.
  private func run(
    _ options: String,
    creation: LoopbackBehavior? = nil,
    changing change: @escaping @Sendable (inout JSONObject) -> Void = { _ in }
  ) async throws -> (outcome: CommandRunner.Outcome, results: [JSONValue], creationCount: Int) {
    let plan = LoopbackPlan { request in
      if request.path.hasSuffix("/files") {
        let number = String(decoding: request.body, as: UTF8.self).contains("second") ? 1 : 0
        return .json(201, #"{"id": "\#(Self.fileID)\#(number)", "name": "f"}"#)
      }
      var job = (try? JSONValue(json: Self.job))?.object ?? [:]
      guard request.method == "POST", let body = try? JSONValue(json: request.body) else {
        job["id"] = .string(request.path.split(separator: "/").last.map(String.init) ?? "")
        return .json(200, JSONValue.object(job).jsonText())
      }
      if let creation { return creation }
      for name in ["configuration", "file_input", "transaction_id"] { job[name] = body[name] }
      job["id"] = .string(body["file_input"]?.string == "\(Self.fileID)1" ? "clj-1" : "clj-0")
      change(&job)
      return .json(200, JSONValue.object(job).jsonText())
    }
    return try await plan.run { server in
      let outcome = try await RunningCommand(
        runner,
        "exec classify-bridge run --rules rules.json f g --concurrency 1 --format json "
          + "--api-key llx-any-key --base-url http://\(server.authority) \(options)",
        files: ["rules.json": RunCommandTests.rules, "f": "first", "g": "second"]
      ).outcome()
      let creationCount = server.requests.count {
        $0.method == "POST" && $0.path.hasSuffix("/classify")
      }
      return (outcome, try JSONValue(json: outcome.output).array ?? [], creationCount)
    }
  }

  @Test(arguments: ["", "--run-id march"])
  func acceptsJobsOfItsRequests(options: String) async throws {
    let (outcome, results, _) = try await run(options)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(results.map { $0["job_id"] } == ["clj-0", "clj-1"])
  }

  @Test func acceptsEarlierUploadsWithID() async throws {
    let (outcome, _, _) = try await run("--run-id march") {
      $0["file_input"] = .string("\(Self.fileID)7")
    }
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test func stopsIfServiceKeepsNoKeys() async throws {
    let (outcome, results, creationCount) = try await run("--run-id march") {
      $0["transaction_id"] = nil
    }
    #expect(outcome.status == 2)
    #expect(creationCount == 1)
    try #require(results.count == 2)
    #expect(
      results[0]["error"]?.string?.hasPrefix(
        "job clj-0 has no transaction_id: the service doesn't keep idempotency keys, so --run-id "
          + "can't be used") == true)
    #expect(results[0]["job_id"] == "clj-0")
    #expect(results[1]["error"] == "not started: the service doesn't keep idempotency keys")
  }

  @Test func rejectsJobWithOtherKey() async throws {
    let (outcome, results, _) = try await run("--run-id march") { $0["transaction_id"] = "other" }
    #expect(outcome.status == 2)
    #expect(results.map { $0["outcome"] } == ["error", "error"])
    #expect(
      results.first?["error"]?.string
        == "the service responded with job clj-0, which is of another file or run: give another "
        + "--run-id")
  }

  @Test func rejectsJobOfOtherFile() async throws {
    let (outcome, results, _) = try await run("--run-id march") {
      $0["file_input"] = .string("\(Self.fileID)0")
    }
    #expect(outcome.status == 2)
    #expect(results.map { $0["outcome"] } == ["classified", "error"])
  }

  @Test(arguments: ["", "--run-id march"])
  func rejectsOneJobForTwoFiles(options: String) async throws {
    let (outcome, results, _) = try await run(options) { $0["id"] = "clj-0" }
    #expect(outcome.status == 2)
    #expect(results.map { $0["outcome"] } == ["classified", "error"])
    #expect(
      results.last?["error"]?.string?.hasPrefix(
        "the service responded with job clj-0, which it also gave to another file") == true)
  }

  @Test(arguments: [
    ("", "classify-bridge classify list lists the newest. A run with --run-id can be repeated."),
    ("--run-id march", "run again with the same --run-id to get it."),
  ])
  func namesNoKeyThatCommandCannotTake(options: String, advice: String) async throws {
    let (outcome, results, _) = try await run(
      options, creation: .json(503, "{}", headers: [("x-should-retry", "false")]))
    #expect(outcome.status == 2)
    let error = results.first?["error"]?.string ?? ""
    #expect(error.hasSuffix(" A job may exist: \(advice)"), "\(error)")
    #expect(!error.contains("transaction_id"))
  }
}
#endif
