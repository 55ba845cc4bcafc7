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

@Suite struct ClassifierJobsWaitTests {
  /// The ID of `Seeds.v1Job`.
  private static let id = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
  private static let otherID = "12c015a9-7019-4937-8c06-c31652ebf438"

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private static func job(_ status: String, id: String = Self.id) -> String {
    Seeds.v1Job.replacing("\"PENDING\"", with: "\"\(status)\"").replacing(Self.id, with: id)
  }

  private func start(_ server: LoopbackServer, _ arguments: String) throws -> RunningCommand {
    try RunningCommand(
      runner, "exec classify-bridge classifier:jobs wait \(arguments) --format jsonl",
      environment: [
        "LLAMA_CLOUD_BASE_URL": "http://\(server.authority)", "LLAMA_CLOUD_API_KEY": "llx-any-key",
      ])
  }

  @Test(arguments: [("SUCCESS", 0), ("PARTIAL_SUCCESS", 1), ("ERROR", 1), ("CANCELLED", 1)])
  func exitsWithCodeForJobStatus(status: String, code: Int32) async throws {
    let outcome = try await LoopbackPlan.always(.json(200, Self.job(status))).run { server in
      try await start(server, Self.id).outcome()
    }
    #expect(outcome.status == code, "\(outcome.messages)")
    #expect(try JSONValue(json: outcome.output)["status"]?.string == status)
  }

  @Test(arguments: [422, 403])
  func printsJobsInOrderAlthoughOneIsRejected(status: Int) async throws {
    let plan = LoopbackPlan { request in
      if request.path.contains("/wrong") { return .json(status, #"{"detail": "not a UUID"}"#) }
      let id = request.path.contains(Self.id) ? Self.id : Self.otherID
      return .json(200, Self.job("SUCCESS", id: id))
    }
    let outcome = try await plan.run { server in
      try await start(server, "\(Self.otherID) wrong \(Self.id)").outcome()
    }
    #expect(outcome.status == 2)
    let jobs = try outcome.output.split(separator: "\n").map { try JSONValue(json: String($0)) }
    #expect(jobs.map { $0["id"]?.string } == [Self.otherID, Self.id])
    #expect(outcome.messages.contains("not a UUID"))
  }

  @Test func failsAtTimeout() async throws {
    let outcome = try await LoopbackPlan.always(.json(200, Self.job("PENDING"))).run { server in
      var outcome = try await start(server, "\(Self.id) --timeout 0").outcome()
      // The only poll can be late.
      for _ in 0..<10 where !outcome.messages.contains("has the status") {
        outcome = try await start(server, "\(Self.id) --timeout 0").outcome()
      }
      return outcome
    }
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.hasPrefix(
        #"classify-bridge: job \#(Self.id) has the status "pending" after"#),
      "\(outcome.messages)")
    #expect(outcome.messages.ranges(of: Self.id).count == 1, "\(outcome.messages)")
  }

  @Test(arguments: zip([SIGINT, SIGTERM, SIGHUP], [Int32(130), 143, 129]))
  func cancelsNothingOnSignal(signal: Int32, status: Int32) async throws {
    let plan = LoopbackPlan { request in
      .json(
        200,
        request.path.contains(Self.otherID)
          ? Self.job("SUCCESS", id: Self.otherID) : Self.job("PENDING"))
    }
    let (outcome, requests) = try await plan.run { server in
      let command = try start(server, "\(Self.otherID) \(Self.id) last")
      let limit = ContinuousClock.now.advanced(by: .seconds(300))
      while !server.requests.contains(where: { $0.path.contains(Self.id) }),
        ContinuousClock.now < limit
      {
        try await Task.sleep(for: .milliseconds(20))
      }
      command.send(signal: signal)
      return (try await command.outcome(), server.requests)
    }
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(try JSONValue(json: outcome.output)["id"]?.string == Self.otherID)
    #expect(requests.allSatisfy { $0.method == "GET" })
    #expect(
      outcome.messages.hasSuffix(
        """
        Nothing was cancelled. 2 jobs may continue: \(Self.id), last
          To wait again, run the same command again.

        """), "\(outcome.messages)")
  }

  @Test func exitsWithCodeForSignalWhilePrintedJobIsRead() async throws {
    let job = Self.job("SUCCESS")
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(job.utf8.count)"
    let requestCount = Mutex(0)
    let plan = LoopbackPlan { _ in
      let isPoll = requestCount.withLock { count in
        count += 1
        return count == 1
      }
      return isPoll
        ? .json(200, job) : .drip(Array("\(head)\r\n\r\n\(job)".utf8), pauseMilliseconds: 40)
    }
    let outcome = try await plan.run { server in
      let command = try start(server, Self.id)
      let limit = ContinuousClock.now.advanced(by: .seconds(300))
      while server.requests.count < 2, ContinuousClock.now < limit {
        try await Task.sleep(for: .milliseconds(20))
      }
      command.send(signal: SIGINT)
      return try await command.outcome()
    }
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(try JSONValue(json: outcome.output)["id"]?.string == Self.id)
  }

  @Test(arguments: ["v1", "v2"])
  func printsFinishedJobAndNotesAsGetDoes(version: String) throws {
    let sample = try Sample(runner)
    let id = version == "v1" ? sample.v1JobID : sample.v2JobID
    func run(_ command: String) throws -> CommandRunner.Outcome {
      try runner.shell(
        "classify-bridge classifier:jobs \(command) \(id) --on \(version) --sandbox --format yaml")
    }
    let (waited, read) = (try run("wait"), try run("get"))
    #expect(waited.status == 0, "\(waited.messages)")
    #expect(waited == read)
  }

  @Test func waitsForGroup() async throws {
    let service = ServedSandbox()
    let files = service.addFiles(2)
    try await service.run { server in
      let created = try await GroupCommand.start(runner, server, "create --on v2", files: files)
        .outcome()
      let group = try #require(try JSONValue(json: created.output)["id"]?.string)
      service.finishJobs()
      let waited = try await start(server, "\(group) --on v2").outcome()
      #expect(waited.status == 0, "\(waited.messages)")
      let job = try JSONValue(json: waited.output)
      #expect(job["id"]?.string == group)
      #expect(job["status"] == "SUCCESS")
    }
  }

  @Test func rejectsNegativeTimeout() throws {
    let outcome = try runner.shell("classify-bridge classifier:jobs wait a --timeout -1 --sandbox")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("--timeout takes 0 or more seconds, not -1."))
  }
}
#endif
