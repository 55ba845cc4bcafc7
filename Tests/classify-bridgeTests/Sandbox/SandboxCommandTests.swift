// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(15))) struct SandboxCommandTests {
  #if Gateway
  private func get(
    _ base: String, _ path: String = "/api/v2/classify", key: String = "llx-1"
  ) async throws -> HTTPResponse {
    try await URLSessionTransport().send(
      HTTPRequest(
        method: .get, scheme: "http", authority: String(base.dropFirst("http://".count)),
        path: path, headerFields: try HTTPFields(["Authorization": "Bearer \(key)"])))
  }

  private func json(_ response: HTTPResponse) throws -> JSONValue {
    try JSONValue(json: response.body)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func servesUntilSignal(signal: Int32) async throws {
    let command = try await RunningSandbox("classify-bridge sandbox --listen 127.0.0.1:0")
    #expect(command.firstLine.hasPrefix("http://127.0.0.1:"))
    let response = try await get(command.firstLine)
    #expect(response.status == 200)
    #expect(try json(response)["items"] == [])
    let ending = try await command.end(signal)
    #expect(ending.status == 0)
    #expect(ending.output == command.firstLine + "\n", "one line on stdout")
    #expect(
      ending.messages.contains(
        "  export LLAMA_CLOUD_BASE_URL=\(command.firstLine) "
          + "LLAMA_CLOUD_API_KEY=\(SandboxKey.text)\n"))
    #expect(!ending.messages.contains("GET"), "requests are logged only with --verbose")
  }

  @Test func listensOnIPv6() async throws {
    // Some machines have no IPv6.
    guard FileManager.default.fileExists(atPath: "/proc/net/if_inet6") else { return }
    let command = try await RunningSandbox("classify-bridge sandbox --listen '[::1]:0'")
    #expect(command.firstLine.hasPrefix("http://[::1]:"))
    // Not every HTTP client supports such a URL: check that the address is in use instead.
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge sandbox --listen '\(command.firstLine.dropFirst("http://".count))'")
    #expect(outcome.messages.contains("the port is in use"))
    #expect(try await command.end().status == 0)
  }

  @Test func logsRequestsWithoutSecrets() async throws {
    let command = try await RunningSandbox(
      "classify-bridge sandbox --listen 127.0.0.1:0 --verbose --key llx-right")
    #expect(try await get(command.firstLine, key: "llx-wrong").status == 401)
    #expect(
      try await get(command.firstLine, "/api/v2/classify?project_id=hidden", key: "llx-right")
        .status == 422)
    let messages = try await command.end().messages
    #expect(messages.contains("GET /api/v2/classify 401 "))
    #expect(messages.contains("GET /api/v2/classify 422 "))
    #expect(
      !messages.contains("wrong") && !messages.contains("hidden") && !messages.contains("Bearer"))
  }

  @Test func holdsSamples() async throws {
    let command = try await RunningSandbox(
      "classify-bridge sandbox --listen 127.0.0.1:0 --with-samples --seed 7")
    let files = try json(try await get(command.firstLine, "/api/v1/beta/files"))["items"]?.array
    let messages = try await command.end().messages
    #expect(files?.count == 4)
    for file in files ?? [] {
      let id = try #require(file["id"]?.string)
      let name = try #require(file["name"]?.string)
      #expect(messages.contains("  \(id)  \(name)\n"))
    }
  }

  @Test func derivesIdentifiersFromSeed() async throws {
    var identifiers: [JSONValue?] = []
    for seed in [1, 1, 2] {
      let command = try await RunningSandbox(
        "classify-bridge sandbox --listen 127.0.0.1:0 --with-samples --seed \(seed)")
      let files = try json(try await get(command.firstLine, "/api/v1/beta/files"))
      identifiers.append(files["items"]?[0]?["id"])
      _ = try await command.end()
    }
    #expect(identifiers[0] == identifiers[1])
    #expect(identifiers[0] != identifiers[2])
  }

  @Test(arguments: [("published", 405), ("current", 404)])
  func servesEndpointsOfDialect(dialect: String, status: Int) async throws {
    let command = try await RunningSandbox(
      "classify-bridge sandbox --listen 127.0.0.1:0 --dialect \(dialect)")
    let response = try await URLSessionTransport().send(
      HTTPRequest(
        method: .delete, scheme: "http",
        authority: String(command.firstLine.dropFirst("http://".count)),
        path: "/api/v2/classify/clj-1",
        headerFields: try HTTPFields(["Authorization": "Bearer llx-1"])))
    #expect(response.status.code == status)
    _ = try await command.end()
  }

  @Test func namesDialectThatCancels() async throws {
    let command = try await RunningSandbox("classify-bridge sandbox --listen 127.0.0.1:0")
    let response = try await URLSessionTransport().send(
      HTTPRequest(
        method: .post, scheme: "http",
        authority: String(command.firstLine.dropFirst("http://".count)),
        path: "/api/v2/classify/clj-1/cancel",
        headerFields: try HTTPFields(["Authorization": "Bearer llx-1"])))
    #expect(response.status == 404)
    let detail = try #require(try json(response)["detail"]?.string)
    #expect(detail.contains("cancel only with the dialect 'current'"))
    _ = try await command.end()
  }

  @Test func injectsFaults() async throws {
    let command = try await RunningSandbox(
      "classify-bridge sandbox --listen 127.0.0.1:0 --fault '429:retry-after=3@listV2Jobs'"
        + " --fault 'reset-before*2' --fault 'truncate+1'")
    let limited = try await get(command.firstLine)
    #expect(limited.status == 429)
    #expect(limited.headerFields[.retryAfter] == "3")
    for _ in 0..<2 {
      await #expect(throws: TransportError.self) { try await get(command.firstLine) }
    }
    #expect(try await get(command.firstLine).status == 200)
    await #expect(throws: TransportError.self) { try await get(command.firstLine) }
    #expect(try await get(command.firstLine).status == 200)
    _ = try await command.end()
  }

  @Test func exitsWhileRequestHangs() async throws {
    let command = try await RunningSandbox(
      "classify-bridge sandbox --listen 127.0.0.1:0 --fault hang")
    let base = command.firstLine
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<2 { group.addTask { try? await get(base).status.code } }
      // One of the two hangs, and the other is answered.
      #expect(await group.next() == 200)
      let ending = try? await command.end()
      #expect(ending?.status == 0)
      #expect(await group.next() == .some(nil))
    }
  }

  @Test func warnsAboutNonLoopbackAddress() async throws {
    let command = try await RunningSandbox("classify-bridge sandbox --listen 0.0.0.0:0")
    #expect(
      try await command.end().messages.contains("Warning: other machines may reach this address"))
  }

  @Test(arguments: zip(["published", "current"], [true, false]))
  func saysWhichDialectCancels(dialect: String, isMissing: Bool) async throws {
    let command = try await RunningSandbox(
      "classify-bridge sandbox --listen 127.0.0.1:0 --dialect \(dialect)")
    #expect(
      try await command.end().messages.contains("Cancel and delete need --dialect current.")
        == isMissing)
  }

  #if os(Linux)
  @Test func exitsIfURLCannotBeWritten() throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge sandbox --listen 127.0.0.1:0 > /dev/full")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.hasSuffix(
        "classify-bridge: can't write the output: No space left on device\n"))
  }
  #endif

  @Test func reportsPortInUse() async throws {
    let command = try await RunningSandbox("classify-bridge sandbox --listen 127.0.0.1:0")
    let address = command.firstLine.dropFirst("http://".count)
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge sandbox --listen \(address)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.hasPrefix(
        "classify-bridge: can't listen on \(address): the port is in use: "))
    _ = try await command.end()
  }

  @Test(arguments: [
    ("--listen 8484", "\"8484\" has no host"), ("--listen ::1:80", "in brackets"),
    ("--fault nonsense", "there is no fault"), ("--fault 503@nowhere", "there is no operation"),
    ("--latency soon", "is not a duration"), ("--latency 2s-1s", "is reversed"),
    ("--job-duration 2", "is not a duration"), ("--dialect future", "future"),
    ("--key ''", "--key is empty"), ("--key llx-1 --key ''", "--key is empty"),
    ("--seed -1", "seed"), ("--creations-per-second 0", "at least 1"), ("stray", "stray"),
  ])
  func rejectsInvalidOptions(options: String, reason: String) throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge sandbox \(options)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(reason), "\(outcome.messages)")
  }

  @Test func listsFaultsAndOperationsInHelp() throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge sandbox --help")
    #expect(outcome.status == 0)
    for word in [
      "reset-before", "reset-after", "hang-before", "hang-after", "garbage", "truncate", "wait=2s",
      "429:retry-after=2", "uploadFileOld", "deleteV2Job",
    ] {
      #expect(outcome.output.contains(word))
    }
  }

  @Test func redactsNothingOfHelpWithSuggestedKey() throws {
    let outcome = try CommandRunner(product: "classify-bridge").shell(
      "LLAMA_CLOUD_API_KEY=\(SandboxKey.text) classify-bridge sandbox --help")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("--with-samples"))
    #expect(!outcome.output.contains("redacted"))
  }
  #else
  @Test func explainsHowToEnableTrait() throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge sandbox --listen 127.0.0.1:0")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.contains(
        "swift run --traits Gateway classify-bridge sandbox\n"))
  }
  #endif
}
#endif
