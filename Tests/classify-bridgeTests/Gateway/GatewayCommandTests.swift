// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(15))) struct GatewayCommandTests {
  #if Gateway
  private func send(
    _ base: String, _ path: String, key: String = "llx-1"
  ) async throws -> HTTPResponse {
    try await URLSessionTransport().send(
      HTTPRequest(
        method: .get, scheme: "http", authority: String(base.dropFirst("http://".count)),
        path: path, headerFields: try HTTPFields(["Authorization": "Bearer \(key)"])))
  }

  /// Runs a gateway in front of a sandbox.
  private func run(
    _ options: String = "", _ body: (RunningSandbox) async throws -> Void
  ) async throws {
    let sandbox = try await RunningSandbox(
      "classify-bridge sandbox --listen 127.0.0.1:0 --dialect current")
    let gateway = try await RunningSandbox(
      "classify-bridge gateway --listen 127.0.0.1:0 --upstream \(sandbox.firstLine) \(options)")
    try await body(gateway)
    _ = try await sandbox.end()
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func servesUntilSignal(signal: Int32) async throws {
    try await run { gateway in
      #expect(gateway.firstLine.hasPrefix("http://127.0.0.1:"))
      let jobs = try await send(gateway.firstLine, "/api/v1/classifier/jobs?x=hidden")
      #expect(jobs.status == 200)
      #expect(try JSONValue(json: jobs.body)["items"] == [])
      #expect(try await send(gateway.firstLine, "/api/v2/classify").status == 200)
      #expect(try await send(gateway.firstLine, "/readyz").status == 200)
      #expect(try await send(gateway.firstLine, "/metrics").status == 200)
      let ending = try await gateway.end(signal)
      #expect(ending.status == 0)
      #expect(ending.output == gateway.firstLine + "\n", "one line on stdout")
      #expect(ending.messages.contains(" path=/api/v1/classifier/jobs route=list status=200 "))
      #expect(ending.messages.contains(" path=/api/v2/classify route=forwarded status=200 "))
      #expect(!ending.messages.contains("hidden") && !ending.messages.contains("llx-1"))
    }
  }

  @Test func logsJSONLines() async throws {
    try await run("--log json") { gateway in
      _ = try await send(gateway.firstLine, "/api/v2/classify")
      let messages = try await gateway.end().messages
      let events = try messages.split(separator: "\n").map {
        try JSONValue(json: String($0))["event"]?.string
      }
      #expect(events == ["started", "request", "stopping", "stopped"])
    }
  }

  @Test func rereadsStageAfterHangup() async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data("v1Only\n".utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    try await run("--stage-file \(url.path)") { gateway in
      func metrics() async throws -> String {
        String(decoding: try await send(gateway.firstLine, "/metrics").body, as: UTF8.self)
      }
      #expect(try await metrics().contains("stage=\"v1Only\""))
      try Data("canary:5+mirror\n".utf8).write(to: url)
      kill(gateway.processID, SIGHUP)
      while try await !metrics().contains("stage=\"canary:5+mirror\"") {}
      try Data("nonsense\n".utf8).write(to: url)
      kill(gateway.processID, SIGHUP)
      try await Task.sleep(for: .milliseconds(500))
      #expect(try await metrics().contains("stage=\"canary:5+mirror\""))
      let messages = try await gateway.end().messages
      #expect(messages.contains(" event=stage.changed from=v1Only to=canary:5+mirror"))
    }
  }

  @Test func survivesHangupWithoutStageFile() async throws {
    try await run { gateway in
      kill(gateway.processID, SIGHUP)
      try await Task.sleep(for: .milliseconds(500))
      #expect(try await send(gateway.firstLine, "/readyz").status == 200)
      let ending = try await gateway.end()
      #expect(ending.status == 0)
      #expect(ending.messages.contains(" event=reload.ignored "))
    }
  }

  @Test func tellsThatPortIsInUse() async throws {
    let runner = try CommandRunner(product: "classify-bridge")
    try await run { gateway in
      let outcome = try runner.shell(
        "classify-bridge gateway --listen \(gateway.firstLine.dropFirst("http://".count))")
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.messages.contains("the port is in use"))
      _ = try await gateway.end()
    }
  }

  @Test func printsEffectiveSettings() throws {
    let runner = try CommandRunner(product: "classify-bridge")
    let outcome = try runner.shell(
      "classify-bridge gateway --max-body 1MiB --print-config",
      environment: [
        "CLASSIFY_BRIDGE_GATEWAY_LOG": "json", "LLAMA_CLOUD_API_KEY": "llx-hidden",
      ])
    #expect(outcome.status == 0)
    let rows = outcome.output.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(rows.contains(["listen", "127.0.0.1:8080", "(default)"]))
    #expect(rows.contains(["max-body", "1MiB", "(--max-body)"]))
    #expect(rows.contains(["log", "json", "(CLASSIFY_BRIDGE_GATEWAY_LOG)"]))
    #expect(rows.contains(["sunset", "none", "(default)"]))
    #expect(!outcome.output.contains("hidden"))
    #expect(outcome.messages.isEmpty)
    let json = try runner.shell("classify-bridge gateway --print-config --format json").output
    #expect(try JSONValue(json: json)["upstream"]?["value"] == "https://api.cloud.llamaindex.ai")
  }

  @Test func warnsOfMistypedVariable() throws {
    let outcome = try CommandRunner(product: "classify-bridge").shell(
      "classify-bridge gateway --print-config",
      environment: ["CLASSIFY_BRIDGE_GATEWAY_LISTN": "127.0.0.1:9000"])
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("Warning: CLASSIFY_BRIDGE_GATEWAY_LISTN is not a setting"))
  }

  @Test(arguments: [
    ("--listen 127.0.0.1", 64, "--listen: "), ("--upstream ftp://x", 64, "--upstream: "),
    ("--upstream http://10.0.0.1", 2, "--allow-http-upstream"), ("--stage canary", 2, "--percent"),
    ("--policy lax", 64, "strict, standard, permissive"), ("--format json", 64, "--log json"),
    ("--ca-file /nowhere/ca.pem", 2, "--ca-file: can't read /nowhere/ca.pem: "),
    ("--max-requests 0", 64, "from 1 to 100000"), ("--listn x", 64, "--listen"),
  ])
  func explainsInvalidOptions(options: String, status: Int32, hint: String) throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge gateway \(options)")
    #expect(outcome.status == status)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
  }
  #else
  @Test func explainsMissingTrait() throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge gateway --listen 127.0.0.1:0")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("--traits Gateway"))
  }
  #endif
}
#endif
