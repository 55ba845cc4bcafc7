// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// Error messages and exit codes.
@Suite struct FailureTests {
  private static let key = "llx-this-is-secret"
  private static let idsOf51Jobs = (1...51).map { "clj-\($0)" }.joined(separator: ", ")
  private static let idOf4097Bytes = "dfl-" + String(repeating: "0", count: 4_093)
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
    ("classifier:jobs get 'a b'", "If it is a v2 job: classify-bridge classify get ID\n"),
    (
      "classify get 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
      "classify-bridge classifier:jobs get 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e\n"
    ),
    (
      "classify get dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
      "The ID is that of a file, and not of a classify job. To find the job: classify-bridge "
        + "classify list\n"
    ),
    (
      "classifier:jobs get dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e --on v2",
      "The ID is that of a file, and not of a classify job. To find the job: classify-bridge "
        + "classify list\n"
    ),
  ])
  func suggestsWhatUnknownJobCanBe(line: String, hint: String) throws {
    let outcome = try runner.shell("classify-bridge \(line) --sandbox")
    #expect(outcome.status == 2)
    #expect(outcome.messages.hasSuffix(hint))
  }

  @Test(arguments: ["classify get", "classify cancel", "classify delete", "classifier:jobs get"])
  func leadsFromGroupIDToItsCommand(command: String) throws {
    let group = "019b8d62-7a80-8002-910a-2dec89025cc1"
    let outcome = try runner.shell("classify-bridge \(command) \(group) --sandbox")
    #expect(outcome.status == 2)
    let hint = "classify-bridge classifier:jobs get \(group) --on v2"
    #expect(outcome.messages.hasSuffix("\n  The ID is that of a group: \(hint)\n"))
    let suggested = try runner.shell("\(hint) --sandbox")
    #expect(!suggested.messages.contains("classifier:jobs get"), "\(suggested.messages)")
    #expect(!suggested.messages.contains("classify get"), "\(suggested.messages)")
  }

  @Test(arguments: [
    ("classify cancel clj-1", 404, "If classify-bridge classify get clj-1 finds the job, this v2"),
    (
      "classify delete clj-1 --project-id p", 404,
      "If classify-bridge classify get clj-1 --project-id p finds the job, this v2"
    ),
    (
      "classifier:jobs cancel clj-1 --on v2", 404,
      "If classify-bridge classifier:jobs get clj-1 --on v2 finds the job, this v2"
    ),
    ("classify delete clj-1", 405, "This v2 probably"),
    ("classifier:jobs delete clj-1 --on v2", 405, "This v2 probably"),
  ])
  func saysThatV2CanLackOperation(line: String, status: Int, hint: String) async throws {
    let outcome = try await run(
      against: .json(status, #"{"detail": "Not Found"}"#), "classify-bridge \(line)")
    #expect(outcome.status == 2)
    let verb = line.contains("cancel") ? "cancel" : "delete"
    #expect(
      outcome.messages.hasSuffix("\n  \(hint) can't \(verb) jobs, like v2 as first published.\n"),
      "\(outcome.messages)")
  }

  @Test(arguments: [("classify cancel", ""), ("classifier:jobs cancel", "--on v2")])
  func saysThatNothingOfFinishedJobWasCancelled(command: String, option: String) throws {
    let id = try Sample(runner).v2JobID
    let outcome = try runner.shell("classify-bridge \(command) \(id) \(option) --sandbox")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    let status = option.isEmpty ? "COMPLETED" : "SUCCESS"
    #expect(
      outcome.messages.contains(
        "the job is already finished (\(status)); nothing was cancelled\n"), "\(outcome.messages)")
  }

  @Test(arguments: ["classify list", "classifier:jobs list"])
  func refusesEmptyBaseURLOfEnvironment(command: String) async throws {
    let outcome = try await RunningCommand(
      runner, "classify-bridge \(command)",
      environment: ["LLAMA_CLOUD_API_KEY": Self.key, "LLAMA_CLOUD_BASE_URL": ""]
    ).outcome()
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == """
        classify-bridge: LLAMA_CLOUD_BASE_URL: The variable is set, but empty: set it to the base URL \
        of the service, or unset it for https://api.cloud.llamaindex.ai.

        """)
  }

  @Test func givesKeyToCommandThatTakesIt() async throws {
    let outcome = try await run(
      against: .json(503, "{}", headers: [("x-should-retry", "false")]),
      "classify-bridge classify create --file-input f --transaction-id march-1")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("transaction_id “march-1”"), "\(outcome.messages)")
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
    ("classify list --job-ids a,b", "--job-ids takes one ID or an array of IDs"),
    ("classify list --api-key ''", "--api-key: The key is empty"),
    ("classify list --max-items -2", "--max-items takes -1 (all), 0 or more, not -2"),
    ("classify list --page-size many", "many"), ("classify list --format xml", "xml"),
    ("classify wait clj-1 --timeout -1", "--timeout takes 0 or more seconds, not -1"),
    ("classifier:jobs new-group-id --files -1", "--files takes 1 to 500, not -1"),
    (
      "classify list --job-ids '[\(Self.idsOf51Jobs)]'",
      "--job-ids names 51 jobs; one request takes up to 50 IDs of 4096 bytes together"
    ),
    ("classify list --job-id \(Self.idOf4097Bytes)", "--job-ids names 1 job;"),
    (
      "classify create --file-input \(Self.idOf4097Bytes)",
      "file_input has 4097 characters, and an ID has 1 to 200"
    ),
    (
      "classifier:jobs create --policy strict",
      "--policy needs --on v2: v1 gets the request as it is"
    ),
    (
      "classifier:jobs create --file-id f --rule '{type: a, descripton: has ten letters}'",
      """
      at /rules/0/description the object lacks the required member "description".
        at /rules/0/descripton: the request has the unknown member "descripton"; did you mean \
      "description"?
      """
    ),
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
    ("run --rules r.json --lang '' f", "--lang is empty: give a code such as de, or leave it out."),
    ("run --rules r.json --max-pages -1 f", "--max-pages must be at least 1"),
    ("run --rules r.json --concurrency -1 f", "--concurrency takes 1 to 32, not -1"),
    ("pages convert --to v2 --expansion-limit -1", "--expansion-limit must be at least 1"),
    ("pages validate --page-count -1", "--page-count must be at least 1"),
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
    ("\"a\"", "a string"), ("dfl-2\ndfl-3\n", "add < /dev/null"),
    ("{\"file_input\": \"a\"}\n\n{\"file_input\": \"b\"}\n", "standard input holds 2 records"),
    ("file_input: a\n---\nfile_input: b\n---\nfile_input: c\n", "holds 3 records"),
  ])
  func rejectsInvalidBody(input: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge classify create --sandbox", input: input)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  /// The members are those that each version requires.
  @Test(arguments: [
    ("classify create", #"{"file_input": "…", "configuration": {"rules": […]}}"#),
    ("classifier:jobs create", #"{"file_ids": […], "rules": […]}"#),
  ])
  func showsBodyOfVersionIfInputIsNoObject(command: String, example: String) throws {
    let outcome = try runner.shell("classify-bridge \(command) --sandbox", input: "[1]")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("a body looks like \(example)\n"), "\(outcome.messages)")
  }

  @Test func refusesUnknownFieldsOnStandardInputBesideFlags() async throws {
    let outcome = try await LoopbackPlan.always(.json(500, "{}")).run { server in
      let outcome = try await RunningCommand(
        runner,
        """
        while read -r line; do classify-bridge classify create --file-input f --api-key k \
        --base-url http://\(server.authority); exit $?; done < files.jsonl
        """, files: ["files.jsonl": "{\"id\": \"a\"}\n{\"id\": \"b\", \"name\": \"c\"}\n"]
      ).outcome()
      #expect(server.requests.isEmpty)
      return outcome
    }
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("at /id: the request has the unknown member \"id\""))
    #expect(outcome.messages.contains("add < /dev/null"), "\(outcome.messages)")
  }

  @Test func namesFieldsThatFlagsReplace() throws {
    let outcome = try runner.shell(
      "classify-bridge classify create --file-input dfl-2 --transaction-id t --sandbox",
      input: #"""
        {"file_input": "dfl-1", "transaction_id": "t",
        "configuration": {"rules": [{"type": "a", "description": "has ten letters"}]}}
        """#)
    #expect(
      outcome.messages.hasPrefix(
        "warning: flags replace file_input of the body on standard input\n"),
      "\(outcome.messages)")
    #expect(outcome.messages.contains("add < /dev/null"))
  }

  @Test(arguments: [
    ("classify get $b --sandbox", "An argument is not UTF-8."),
    ("classify create --file-input $b --sandbox", "The value of --file-input is not UTF-8."),
    ("classify create --configuration.mode=$b --sandbox", "The value of --configuration.mode is"),
    ("files list --external-file-id $b --sandbox", "The value of --external-file-id is not UTF-8."),
    ("files upload --external-file-id $b a --sandbox", "The value of --external-file-id is not"),
    ("run --rules $b --lang $b $b --sandbox", "The value of --lang is not UTF-8."),
  ])
  func rejectsTextThatIsNotUTF8(line: String, message: String) throws {
    let outcome = try runner.shell("b=$(printf 'caf\\351'); classify-bridge \(line)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(!outcome.messages.contains("caf"))
  }

  @Test(arguments: [
    "classify create --configuration.rules @$b --sandbox", "run --rules $b a --sandbox",
    "classify create --transaction-id=@$b. --sandbox", "pages validate $b",
  ])
  func acceptsPathThatIsNotUTF8(line: String) throws {
    let outcome = try runner.shell("b=$(printf 'x.caf\\351'); classify-bridge \(line)")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains("can't read x.caf\\xE9"), "\(outcome.messages)")
  }

  @Test func printsNoControlCharacterOfPath() throws {
    let outcome = try runner.shell(
      "p=$(printf 'a\\033[2Jb'); classify-bridge pages validate \"$p\"")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("can't read a\u{FFFD}[2Jb"), "\(outcome.messages)")
  }

  @Test func namesMissingFile() throws {
    let outcome = try runner.shell(
      "classify-bridge classify create --transaction-id @missing.txt --sandbox")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == "classify-bridge: can't read missing.txt: No such file or directory\n")
  }

  @Test(arguments: zip(["permissive", "standard", "strict"], [Int32(0), 2, 2]))
  func refusesByPolicy(policy: String, status: Int32) throws {
    let sample = try Sample(runner)
    let outcome = try runner.shell(
      "classify-bridge classifier:jobs create --on v2 --policy \(policy) --mode MULTIMODAL --sandbox "
        + "--file-id \(sample.fileUUID) --rule '{type: a, description: has ten letters}'")
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains("mode.multimodal"), "\(outcome.messages)")
  }

  @Test(arguments: zip(["standard", "strict"], [true, false]))
  func leavesOutOrRefusesMisplacedField(policy: String, isLeftOut: Bool) throws {
    let outcome = try runner.shell(
      "classify-bridge classifier:jobs create --on v2 --policy \(policy) --sandbox",
      input: """
        {"file_ids": ["f"], "rules": [{"type": "a", "description": "has ten letters"}], \
        "target_pages": [0]}
        """)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("can't be translated") != isLeftOut, "\(outcome.messages)")
    #expect(
      outcome.messages.contains(
        #"""
        the request has the unknown member "target_pages", which is left out; did you mean \#
        "target_pages" in "parsing_configuration"?
        """#), "\(outcome.messages)")
    #expect(!outcome.messages.contains("warning:"))
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
