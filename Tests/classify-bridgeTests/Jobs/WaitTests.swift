// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyJSON
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
        runner, "classify-bridge classify wait x --api-key k --format jsonl \(options)",
        environment: ["LLAMA_CLOUD_BASE_URL": "http://\(server.authority)"]
      ).outcome()
    }
  }

  @Test(arguments: [("COMPLETED", 0), ("FAILED", 1), ("CANCELLED", 1)])
  func theExitCodeSaysHowTheJobEnded(status: String, code: Int32) async throws {
    let outcome = try await wait(status)
    #expect(outcome.status == code)
    #expect(try JSONValue(json: outcome.output)["status"]?.string == status)
  }

  @Test func theTimeIsUp() async throws {
    let outcome = try await wait("RUNNING", "--timeout 0")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.talk.contains("job x is still running"))
  }
}
#endif
