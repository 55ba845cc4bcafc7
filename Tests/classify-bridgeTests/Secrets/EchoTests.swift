// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

/// No secret is printed, whatever a server repeats of a request.
///
/// The tests are serialized, because each case runs a process.
@Suite(.serialized) struct EchoTests {
  private static let id = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  /// Each command that calls the service; `run` has formats of its own.
  private static let commands = [
    "classify list", "classify list --job-id \(id) --status FAILED", "classify get clj-1",
    "classify get clj-1 --expand usage", "classify wait clj-1 --timeout 60",
    "classify cancel clj-1",
    "classify delete clj-1", "classify create < v2.json",
    """
    classify create --file-input dfl-1 --configuration '{rules: [\(SecretMarkers.rule)], \
    mistake: \(SecretMarkers.unknown)}' --webhook-configuration '\(SecretMarkers.webhook)'
    """,
    """
    classify create --file-input dfl-1 --configuration.rules '\(SecretMarkers.rule)' \
    --webhook-configuration.webhook-signing-secret \(SecretMarkers.signingSecret) \
    --webhook-configuration.webhook-url '\(SecretMarkers.webhookURL)' \
    --webhook-configuration.webhook-headers '{X-Token: \(SecretMarkers.webhookHeader)}'
    """,
    "files get dfl-1", "files upload note.txt",
    "classifier:jobs list", "classifier:jobs get \(id)", "classifier:jobs get-results \(id)",
    "classifier:jobs wait \(id) --timeout 60", "classifier:jobs wait clj-1 --on v2 --timeout 60",
    "classifier:jobs create < v1.json",
    """
    classifier:jobs create --file-id f --rule '\(SecretMarkers.rule)' \
    --webhook-configuration '\(SecretMarkers.webhook)'
    """,
    "classifier:jobs list --on v2", "classifier:jobs get clj-1 --on v2",
    "classifier:jobs get-results clj-1 --on v2", "classifier:jobs create --on v2 < v1.json",
    "classifier:jobs cancel clj-1 --on v2",
  ]

  private static let runs = [
    "run --rules rules.json note.txt", "run --rules rules.json --on v1 --format json note.txt",
    "run --rules rules.json --format jsonl note.txt",
  ]

  private static let files = [
    "rules.json": "{\"rules\": [\(SecretMarkers.rule)], \"mistake\": \"\(SecretMarkers.unknown)\"}",
    "note.txt": "a note",
    "v1.json": """
    {"file_ids": ["f"], "rules": [\(SecretMarkers.rule)], "mistake": "\(SecretMarkers.unknown)", \
    "webhook_configurations": [\(SecretMarkers.webhook)]}
    """,
    "v2.json": """
    {"file_input": "dfl-1", "configuration": {"rules": [\(SecretMarkers.rule)]}, \
    "mistake": {"deep": ["\(SecretMarkers.unknown)"]}, \
    "webhook_configurations": [\(SecretMarkers.webhook)]}
    """,
  ]

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs a command against a server and searches its output for secrets.
  private func check(_ line: String, against echo: Echo) async throws {
    let plan = LoopbackPlan { echo.response(to: $0) }
    try await plan.run { server in
      let environment = SecretMarkers.environment.merging(
        ["LLAMA_CLOUD_BASE_URL": "http://\(server.authority)"]) { $1 }
      let outcome = try await RunningCommand(
        runner, "classify-bridge \(line)", files: Self.files, environment: environment
      ).outcome()
      let output = outcome.output + outcome.messages
      #expect([0, 1, 2].contains(outcome.status), "\(output)")
      let sent = server.requests.map(Echo.text).joined()
      #expect(sent.contains(SecretMarkers.key) && sent.contains(SecretMarkers.header))
      #expect(SecretMarkers.found(in: output) == [], "\(line)\n\(output)")
      #expect(output.contains("«redacted»"))
    }
  }

  /// Returns the line with options before the redirection of input.
  private static func adding(_ options: String, to line: String) -> String {
    line.contains(" < ") ? line.replacing(" < ", with: " \(options) < ") : "\(line) \(options)"
  }

  @Test(arguments: [Echo.record, .detail, .problems], commands + runs)
  func printsNoSecretOfAnyCommandInDebugLog(echo: Echo, line: String) async throws {
    try await check(Self.adding("--debug", to: line), against: echo)
  }

  @Test(arguments: Echo.allCases, ["classify create < v2.json", "classifier:jobs get \(id)"])
  func printsNoSecretOfAnyEchoInDebugLog(echo: Echo, line: String) async throws {
    try await check(Self.adding("--debug", to: line), against: echo)
  }

  @Test(arguments: ["json", "raw"], commands)
  func printsNoSecretOfAnyRecord(format: String, line: String) async throws {
    guard format != "raw" || !line.contains("--on v2") else { return }
    try await check(Self.adding("--format \(format)", to: line), against: .record)
  }

  @Test(arguments: ["jsonl", "pretty", "yaml"], ["classify create < v2.json", "classify list"])
  func printsNoSecretInAnyFormat(format: String, line: String) async throws {
    try await check(Self.adding("--format \(format)", to: line), against: .record)
  }

  @Test(arguments: commands + runs)
  func printsNoSecretInErrors(line: String) async throws {
    try await check(line, against: .problems)
  }

  @Test(arguments: [Echo.record, .problems])
  func printsNoSecretInNotes(echo: Echo) async throws {
    try await check(
      "classifier:jobs create --on v2 --policy permissive --notes n < v1.json; cat n",
      against: echo)
  }

  @Test func keepsRecordsReadable() async throws {
    try await LoopbackPlan(respond: { Echo.record.response(to: $0) }).run { server in
      let environment = SecretMarkers.environment.merging(
        ["LLAMA_CLOUD_BASE_URL": "http://\(server.authority)"]) { $1 }
      let outcome = try await RunningCommand(
        runner, "classify-bridge classify create < v2.json", files: Self.files,
        environment: environment
      ).outcome()
      #expect(outcome.status == 0)
      for text in [
        #""id": "clj-1""#, #""description": "has ten letters""#, #""confidence": 0.75"#,
        #""webhook_url": "https://hooks.example.com/«redacted»""#, #""X-Token": "«redacted»""#,
        #""webhook_signing_secret": "«redacted»""#, #""hint": "«redacted»""#, server.authority,
      ] {
        #expect(outcome.output.contains(text), "\(text)\n\(outcome.output)")
      }
    }
  }
}
#endif
