// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// Error messages and exit codes.
@Suite struct FailureTests {
  private static let key = "llx-this-is-secret"
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func run(
    against behavior: LoopbackBehavior, _ line: String, key: String? = key
  ) async throws -> CommandRunner.Outcome {
    try await LoopbackPlan.always(behavior).run { server in
      var environment = ["LLAMA_CLOUD_BASE_URL": "http://\(server.authority)"]
      environment["LLAMA_CLOUD_API_KEY"] = key
      return try await RunningCommand(runner, line, environment: environment).outcome()
    }
  }

  @Test func namesVariableOfRejectedKey() async throws {
    let outcome = try await run(
      against: .json(
        401, #"{"detail": "Invalid key llx-this-is-secret"}"#, headers: [("x-request-id", "r-7")]),
      "classify-bridge classify list")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.hasPrefix("classify-bridge: The key was not accepted (401 from 127.0.0.1:"))
    #expect(outcome.messages.contains("\n  request:    GET http://127.0.0.1:"))
    #expect(outcome.messages.contains("/api/v2/classify\n"))
    #expect(outcome.messages.contains("\n  status:     401\n"))
    #expect(outcome.messages.contains("\n  request ID: r-7\n"))
    #expect(outcome.messages.contains("\n  attempts:   1\n"))
    #expect(outcome.messages.hasSuffix("\n  The key came from LLAMA_CLOUD_API_KEY.\n"))
    #expect(!outcome.messages.contains(Self.key))
  }

  @Test func namesFlagOfRejectedKey() async throws {
    let outcome = try await run(
      against: .json(401, "{}"), "classify-bridge classify list --api-key k")
    #expect(outcome.messages.hasSuffix("The key came from --api-key.\n"))
  }

  @Test(arguments: [
    (
      "classifier:jobs get 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
      "classify-bridge classify get 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e\n"
    ),
    ("classifier:jobs get clj-1", "If it is a v2 job: classify-bridge classify get clj-1\n"),
    ("classify get 'a b'", "If it is a v1 job: classify-bridge classifier:jobs get ID\n"),
  ])
  func suggestsOtherVersionForUnknownJob(line: String, hint: String) throws {
    let outcome = try runner.shell("classify-bridge \(line) --sandbox")
    #expect(outcome.status == 2)
    #expect(outcome.messages.hasSuffix(hint))
  }

  @Test func omitsSuggestionWhenV2WasCalled() throws {
    let outcome = try runner.shell("classify-bridge classifier:jobs get clj-1 --on v2 --sandbox")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("Classify job not found"))
    #expect(!outcome.messages.contains("If it is"))
  }

  @Test func namesNoKeyThatCommandCannotTake() async throws {
    let outcome = try await run(
      against: .json(503, "{}", headers: [("x-should-retry", "false")]),
      "classify-bridge classifier:jobs create --on v2 --file-id f "
        + "--rule '{type: a, description: has ten letters}'")
    #expect(outcome.status == 2)
    #expect(!outcome.messages.contains("the transaction_id"), "\(outcome.messages)")
    #expect(
      outcome.messages.contains(
        "\n  A job may exist. To find it: classify-bridge classifier:jobs list --on v2\n"))
    #expect(outcome.messages.contains("classifier:jobs new-group-id with --group-id."))
  }

  @Test func explainsMissingKey() throws {
    let outcome = try runner.shell(
      "env -u LLAMA_CLOUD_API_KEY -u LLAMA_PARSE_API_KEY classify-bridge classify list")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == """
        classify-bridge: there is no key: set LLAMA_CLOUD_API_KEY to a LlamaCloud API key, or give it \
        with --api-key; --sandbox needs none

        """)
  }

  @Test(arguments: [
    ("classify get", "The job ID is missing"),
    ("classify get a --job-id b", "given twice"),
    ("classify list --base-url ftp://x", "--base-url: The base URL can't be used"),
    ("classify list --base-url http://x --sandbox", "give one of them"),
    ("classify list --api-key ''", "--api-key: The key is empty"),
    ("classify list --max-items -2", "--max-items takes -1 (all), 0 or more, not -2"),
    ("classify list --page-size many", "many"), ("classify list --format xml", "xml"),
    ("classifier:jobs create", "give --file-id, or file_ids in a body on standard input"),
    ("classifier:jobs create --file-id f", "give --rule, or rules in a body on standard input"),
    ("classifier:jobs create --rule.type a", "give both for each rule"),
    ("classifier:jobs create --rule '{a: ['", "--rule is neither JSON nor YAML: "),
    ("classifier:jobs create --rule 7", "--rule takes an object such as"),
    ("classifier:jobs create --parsing-configuration.max-pages five", "an integer or null"),
    ("classifier:jobs create --parsing-configuration.max-pages 1.5", "an integer or null"),
    (
      "classifier:jobs create --parsing-configuration x --parsing-configuration.lang de",
      "can't be set in parsing_configuration, which is a string"
    ),
    ("classifier:jobs list --on v3", "v3"),
    ("classifier:jobs list --on v2 --format raw", "not v1's with --on v2; use json"),
    ("run --rules r.json", "file"), ("run f", "--rules"),
    ("run --rules r.json --concurrency 0 f", "--concurrency takes 1 to 32"),
    ("run --rules r.json --max-pages 0 f", "--max-pages must be at least 1"),
    ("run --rules r.json --pages 3-1 f", "--pages 3-1"),
  ])
  func explainsInvalidUsage(line: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge \(line)")
    #expect(outcome.status == 64, "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test(arguments: [
    ("[1]", "standard input holds an array, not an object"), ("a: [", "neither JSON nor YAML"),
    ("\"a\"", "a string"),
  ])
  func rejectsInvalidBody(input: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge classify create --sandbox", input: input)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func namesMissingFile() throws {
    let outcome = try runner.shell(
      "classify-bridge classify create --transaction-id @missing.txt --sandbox")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == "classify-bridge: can't read missing.txt: No such file or directory\n")
  }

  @Test func refusesUntranslatableRequestBeforeSending() async throws {
    let outcome = try await LoopbackPlan.always(.json(500, "{}")).run { server in
      let outcome = try await RunningCommand(
        runner,
        "classify-bridge classifier:jobs create --on v2 --file-id f --mode MULTIMODAL "
          + "--rule '{type: a, description: has ten letters}' --api-key k "
          + "--base-url http://\(server.authority)"
      ).outcome()
      #expect(server.requests.isEmpty)
      return outcome
    }
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("/mode: "))
    #expect(outcome.messages.contains("mode.multimodal"))
  }

  @Test func printsUndecodableResponseRaw() async throws {
    let outcome = try await run(
      against: .json(200, #"{"unexpected": 1}"#), "classify-bridge classify get x --format raw")
    #expect(outcome.output == #"{"unexpected": 1}"#)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("does not match the contract"))
  }
}
#endif
