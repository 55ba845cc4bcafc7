// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// The forms of the file of `run --rules`.
@Suite struct RunRulesTests {
  private static let rules = RunCommandTests.rules
  private static let defaultLimit = "pageLimit.defaulted"

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs a file with a song on page 1, an invoice on page 2, and 5 more pages.
  private func run(rules: String, _ options: String = "") throws -> CommandRunner.Outcome {
    try runner.shell(
      """
      printf 'song about a bird\\fInvoice number 7, total 9\\f3\\f4\\f5\\f6\\f7' > march.txt
      cat > rules; classify-bridge run --sandbox --rules rules march.txt --format json \(options)
      """, input: rules)
  }

  private func type(_ outcome: CommandRunner.Outcome) throws -> String? {
    try JSONValue(json: outcome.output)[0]?["type"]?.string
  }

  @Test(arguments: ["v1", "v2"])
  func usesOptionsOfV1Body(version: String) throws {
    let outcome = try run(
      rules: """
        {"file_ids": ["f"], "rules": \(Self.rules), "mode": "FAST",
         "parsing_configuration": {"target_pages": [1], "lang": "en"}}
        """, "--on \(version)")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try type(outcome) == "invoice")
    #expect(outcome.messages.contains("and left out: file_ids\n"), "\(outcome.messages)")
  }

  @Test func refusesNoBodyForItsDocuments() throws {
    let outcome = try run(
      rules: """
        {"file_ids": ["f"], "rules": \(Self.rules),
         "parsing_configuration": {"target_pages": [0], "lang": "en"}}
        """, "--policy strict")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      outcome.messages.contains(
        "classify-bridge: rules: not used of a file of rules by this command, and left out: "
          + "file_ids\n"), "\(outcome.messages)")
    #expect(!outcome.messages.contains("request.memberUnknown"))
  }

  @Test(arguments: [
    #""mode": "FAST""#, #""parsing_configuration": {"lang": "de"}"#,
    #""parsing_configuration": {"target_pages": null}"#,
  ])
  func refusesBodyThatReadsDifferentPagesInEachVersion(member: String) throws {
    let rules = #"{"rules": \#(Self.rules), \#(member)}"#
    let outcome = try run(rules: rules)
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "classify-bridge: rules can be a v1 body, which reads 5 pages, or a v2 configuration, "
        + "which reads all; give --max-pages 5 or --pages all\n")
    let limited = try run(rules: rules, "--max-pages 1")
    #expect(limited.status == 0, "\(limited.messages)")
    #expect(try type(limited) == "song")
  }

  @Test(arguments: [
    (#""lang": "xx""#, "--lang en"), (#""target_pages": []"#, "--pages 1-2"),
    (#""target_pages": "2""#, "--pages 1-2"), (#""max_pages": 0"#, "--max-pages 2"),
  ])
  func replacesInvalidValues(member: String, flags: String) throws {
    let rules = """
      {"file_ids": ["f"], "rules": \(Self.rules), "parsing_configuration": {\(member)}}
      """
    #expect(try run(rules: rules, "--on v1").status == 2)
    let outcome = try run(rules: rules, "--on v1 \(flags)")
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test func replacesInvalidValuesOfV2Body() throws {
    let rules = """
      {"configuration":
        {"rules": \(Self.rules), "parsing_configuration": {"target_pages": "0", "lang": 7}}}
      """
    #expect(try run(rules: rules).status == 2)
    let outcome = try run(rules: rules, "--pages 2 --lang en")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try type(outcome) == "invoice")
  }

  @Test func usesOptionsOfV2Body() throws {
    let outcome = try run(
      rules: """
        {"configuration": {"rules": \(Self.rules), "parsing_configuration": {"target_pages": "2"}},
         "file_input": "dfl-x", "transaction_id": "t"}
        """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try type(outcome) == "invoice")
    #expect(
      outcome.messages.contains("and left out: file_input, transaction_id\n"),
      "\(outcome.messages)")
  }

  @Test func readsYAML() throws {
    let outcome = try run(
      rules: """
        # A v1 body.
        rules:
          - type: song
            description: about a bird
          - {type: invoice, description: invoice number and total}
        parsing_configuration: {target_pages: [1]}
        """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try type(outcome) == "invoice")
  }

  @Test func keepsDefaultLimitOfV1Body() throws {
    let outcome = try run(
      rules: #"{"file_ids": ["f"], "rules": \#(Self.rules), "mode": "FAST"}"#, "--debug")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains(Self.defaultLimit))
    #expect(outcome.messages.contains(#/"max_pages": ?5/#))
  }

  @Test(arguments: ["--pages 1", "--max-pages 1", "--pages all"])
  func prefersFlags(flags: String) throws {
    let outcome = try run(
      rules: #"{"rules": \#(Self.rules), "mode": "FAST"}"#, "--debug \(flags)")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(!outcome.messages.contains(Self.defaultLimit))
    #expect(!outcome.messages.contains(#/"max_pages": ?5/#))
    let selected = try run(
      rules: #"{"rules": \#(Self.rules), "parsing_configuration": {"target_pages": [1]}}"#,
      "--pages 1")
    #expect(try type(selected) == "song")
  }

  @Test func readsWholeDocumentByRulesAlone() throws {
    let outcome = try run(rules: #"{"rules": \#(Self.rules)}"#, "--debug")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(!outcome.messages.contains(#/"max_pages": ?[0-9]/#))
  }

  @Test func rejectsModeThatVersionLacks() throws {
    let body = #"{"file_ids": ["f"], "rules": \#(Self.rules), "mode": "MULTIMODAL"}"#
    let rejected = try run(rules: body)
    #expect(rejected.status == 2)
    #expect(rejected.output.isEmpty)
    #expect(rejected.messages.contains("(mode.multimodal)"))
    let sent = try run(rules: body, "--on v1 --debug")
    #expect(sent.messages.contains(#/"mode": ?"MULTIMODAL"/#))
  }

  @Test(arguments: [
    (#""webhook_configurations": [{"webhook_url": "https://h"}]"#, "webhook_configurations"),
    (#""configuration_id": "cfg-1""#, "configuration_id"),
    (#""webhook_configuration_ids": ["whc-1"]"#, "webhook_configuration_ids"),
  ])
  func refusesMembersWhoseLossWouldSurprise(member: String, name: String) throws {
    let outcome = try run(rules: #"{"rules": \#(Self.rules), \#(member)}"#)
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "classify-bridge: rules has \(name), which this command can't use; remove it from the "
        + "file\n")
  }

  @Test(arguments: [
    #"{"configuration_id": "cfg-1"}"#, #"{"configuration_id": "cfg-1", "rules": []}"#,
    "configuration_id: cfg-1", #"{"file_input": "f", "configuration_id": "cfg-1"}"#,
  ])
  func namesSavedConfigurationWithoutRules(rules: String) throws {
    let outcome = try run(rules: rules)
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "classify-bridge: rules names a saved configuration (configuration_id) and has no rules, "
        + "which this command needs; write the rules into the file, or create a job for each "
        + "uploaded file with classify create --configuration-id\n")
  }

  @Test(arguments: [
    (#"{"rules": [], "configuration": {"rules": []}}"#, "a v2 configuration and members of a v1"),
    (
      #"{"rules": \#(rules), "parsing_configuration": {"target_pages": "1-2"}}"#,
      "/parsing_configuration/target_pages: target_pages must be an array of zero-based integers"
    ),
    ("rules: 7", "(at /rules)"), ("rules: [", "rules has no rules: "),
  ])
  func rejectsInvalidFiles(rules: String, message: String) throws {
    let outcome = try run(rules: rules)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }
}
#endif
