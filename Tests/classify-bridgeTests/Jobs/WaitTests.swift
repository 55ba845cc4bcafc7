// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Synchronization
import TestSupport
import Testing

@Suite struct WaitTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func wait(_ status: String, _ options: String = "") async throws -> CommandRunner.Outcome
  {
    let job = Seeds.v2Job.replacing("\"PENDING\"", with: "\"\(status)\"")
    return try await LoopbackPlan.always(.json(200, job)).run { server in
      try await RunningCommand(
        runner, "classify-bridge classify wait id --api-key k --format jsonl \(options)",
        environment: ["LLAMA_CLOUD_BASE_URL": "http://\(server.authority)"]
      ).outcome()
    }
  }

  @Test(arguments: [("COMPLETED", 0), ("FAILED", 1), ("CANCELLED", 1)])
  func exitsWithCodeForJobStatus(status: String, code: Int32) async throws {
    let outcome = try await wait(status)
    #expect(outcome.status == code)
    #expect(try JSONValue(json: outcome.output)["status"]?.string == status)
  }

  @Test func showsStatusOnTerminal() async throws {
    let polls = Mutex(0)
    let plan = LoopbackPlan { _ in
      let poll = polls.withLock { polls in
        polls += 1
        return polls
      }
      let status = poll == 1 ? "RUNNING" : "COMPLETED"
      return .json(200, Seeds.v2Job.replacing("\"PENDING\"", with: "\"\(status)\""))
    }
    let text = try await plan.run { server in
      try PseudoTerminal(runner).run(
        "NO_COLOR=1 classify-bridge classify wait id --api-key k "
          + "--base-url http://\(server.authority)")
    }
    #expect(text.hasPrefix("\r\u{1B}[Kid: RUNNING\r\u{1B}[K"))
    #expect(text.contains("\"status\": \"COMPLETED\""))
  }

  @Test func failsAtTimeout() async throws {
    var outcome = try await wait("RUNNING", "--timeout 0")
    // The only poll can be late.
    for _ in 0..<10 where !outcome.messages.contains("has the status") {
      outcome = try await wait("RUNNING", "--timeout 0")
    }
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(#"job id has the status "running" after"#))
  }

  @Test func reportsMissedPollAndContinues() async throws {
    let polls = Mutex(0)
    let plan = LoopbackPlan { _ in
      let poll = polls.withLock { polls in
        polls += 1
        return polls
      }
      let completed = Seeds.v2Job.replacing("\"PENDING\"", with: "\"COMPLETED\"")
      return poll == 1
        ? .json(503, "{}", headers: [("x-should-retry", "false")]) : .json(200, completed)
    }
    let outcome = try await plan.run { server in
      try await RunningCommand(
        runner,
        "classify-bridge classify wait id --api-key k --base-url http://\(server.authority)"
      ).outcome()
    }
    #expect(outcome.status == 0)
    #expect(outcome.messages.hasPrefix("id: The service failed (503"))
    #expect(outcome.messages.contains(" Polling again in 4 seconds.\n"))
  }

  @Test func reportsUnreadableRecordOfList() async throws {
    let page = #"{"items":[\#(Seeds.v2Job),{"id":"odd"}]}"#
    let outcome = try await LoopbackPlan.always(.json(200, page)).run { server in
      try await RunningCommand(
        runner,
        "classify-bridge classify list --api-key k --format jsonl "
          + "--base-url http://\(server.authority)"
      ).outcome()
    }
    #expect(outcome.status == 0)
    #expect(try JSONValue(json: outcome.output)["id"] == "id")
    #expect(
      outcome.messages.contains("a record can't be read and is left out: record odd at /items/1"))
  }
}
#endif
