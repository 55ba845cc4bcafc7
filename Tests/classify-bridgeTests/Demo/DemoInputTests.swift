// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// Tests of the demo's files, `--rules` and `--pages`.
@Suite struct DemoInputTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  // MARK: - Files

  @Test(arguments: [
    ("classify-bridge demo gone.txt", "can't read gone.txt: No such file or directory; give"),
    ("classify-bridge demo .", "can't read .: Is a directory; give"),
    (": > a.txt; classify-bridge demo a.txt", "a.txt is empty; give"),
    ("printf ' \\f\\n' > a.txt; classify-bridge demo a.txt", "a.txt is empty; give"),
    ("printf 'ab\\0c' > a.txt; classify-bridge demo a.txt", "a.txt is not text: byte 2 is NUL; "),
    ("printf 'é\\377' > a.txt; classify-bridge demo a.txt", "a.txt is not UTF-8: byte 2 "),
    ("printf '\\355\\240\\200' > a.txt; classify-bridge demo a.txt", "is not UTF-8: byte 0 "),
    (
      "head -c 10485761 /dev/zero | tr '\\0' x > a.txt; classify-bridge demo a.txt",
      "a.txt is larger than 10 MiB; give"
    ),
    ("printf x > a.txt; classify-bridge demo a.txt b.txt", "can't read b.txt: "),
    ("classify-bridge demo - < /dev/null", "standard input is empty; "),
    ("printf x > a; classify-bridge demo --rules gone.json a", "can't read gone.json: "),
    (
      "printf '\\377\\376a\\000' > a.txt; classify-bridge demo a.txt",
      "a.txt is in UTF-16; convert it to UTF-8 with iconv -f UTF-16 -t UTF-8"
    ),
    (
      "printf '\\037\\213' > a.gz; classify-bridge demo a.gz",
      "a.gz is compressed with gzip; decompress it with gunzip -c"
    ),
  ])
  func reportsUnreadableFile(line: String, message: String) throws {
    let outcome = try runner.shell(line)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("classify-bridge: "))
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func replacesControlCharactersInFileName() throws {
    let outcome = try runner.shell(
      "printf x > \"$(printf 'a\\033[31mb')\"; classify-bridge demo a*")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("a\u{FFFD}[31mb"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func skipsByteOrderMarks() throws {
    let rules = #"[{"type":"invoice","description":"has an invoice number"}]"#
    let outcome = try runner.shell(
      """
      printf '\\357\\273\\277%s' '\(rules)' > rules.json
      printf '\\357\\273\\277invoice number' > a.txt
      classify-bridge demo --rules rules.json a.txt
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(!outcome.output.contains("\u{FFFD}"))
  }

  @Test func splitsPagesAtFormFeeds() throws {
    let file = "printf 'card payment, cash, change\\finvoice number, items, total due' > two.txt; "
    let first = try runner.shell(file + "classify-bridge demo two.txt --pages 1")
    #expect(first.output.contains(#/ {2}two\.txt +2 +receipt .+ +receipt .+ +yes\n/#))
    let second = try runner.shell(file + "classify-bridge demo two.txt --pages 2")
    #expect(second.output.contains(#/ {2}two\.txt +2 +invoice .+ +invoice .+ +yes\n/#))
  }

  @Test func readsStandardInput() throws {
    let outcome = try runner.shell("classify-bridge demo -", input: "invoice number, items, total")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#/ {2}- +1 +invoice /#))
  }

  @Test func failsInBothVersionsIfDocumentLacksPages() throws {
    let outcome = try runner.shell(
      "printf x > a.txt; printf 'x\\fx\\fx' > b.txt; classify-bridge demo a.txt b.txt --pages 3")
    #expect(outcome.status == 1)
    #expect(outcome.messages.isEmpty)
    #expect(outcome.output.contains(#/ {2}a\.txt +1 +failed +failed +yes\n/#))
    #expect(outcome.output.contains(#/ {2}b\.txt +3 +unmatched /#))
    #expect(outcome.output.contains("PARTIAL_SUCCESS"))
    #expect(outcome.output.contains("FAILED, COMPLETED"))
    #expect(outcome.output.contains("v2 reports for a.txt: None of the pages"))
    #expect(outcome.output.contains("1 could not be classified."))
  }

  @Test func distinguishesFilesOfSameName() throws {
    let outcome = try runner.shell(
      "mkdir d; printf x > a.txt; printf x > d/a.txt; classify-bridge demo a.txt d/a.txt a.txt")
    #expect(outcome.status == 0)
    for name in ["a.txt", "d/a.txt", "a.txt (2)"] {
      #expect(outcome.output.contains("\n  \(name)  "), "\(name)")
    }
  }

  @Test(arguments: [
    ("a b", "The other one differs only in"), ("a b c", "The other 2 differ only in"),
  ])
  func countsOtherBodies(files: String, sentence: String) throws {
    let outcome = try runner.shell(
      "for f in \(files); do printf x > $f; done; classify-bridge demo \(files)")
    let text = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains(sentence))
  }

  @Test func rejectsTooManyFiles() throws {
    let outcome = try runner.shell(
      "printf x > a; set -- $(yes a | head -n 501); classify-bridge demo \"$@\"")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("request.documentCount: 501 documents were given"))
  }

  // MARK: - Rules

  /// Runs the demo on a document about a bird, with a rules file.
  private func demo(rules: String, _ options: String = "") throws -> CommandRunner.Outcome {
    try runner.shell(
      "cat > rules.json; printf 'song about a bird' > a.txt; "
        + "classify-bridge demo a.txt --rules rules.json \(options)",
      input: rules)
  }

  @Test(arguments: [
    #"[{"type": "song", "description": "about a bird"}]"#,
    #"{"rules": [{"description": "about a bird", "type": "song"}]}"#,
  ])
  func readsRulesFromArrayOrObject(rules: String) throws {
    let outcome = try demo(rules: rules)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#/ {2}a\.txt +1 +song 1\.00 +song 1\.00 +yes\n/#))
  }

  @Test func notesUnknownFieldsOfRules() throws {
    let outcome = try demo(
      rules: #"{"lang": "en", "rules": [{"type": "song", "description": "about birds", "x": [1]}]}"#
    )
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains(
        "  request.memberUnknown  approximated\n    in the rules at /lang\n"))
    #expect(outcome.output.contains("    in the rules at /rules/0/x\n"))
    #expect(!outcome.output.contains("[1]"))
  }

  @Test(arguments: [
    ("", "(line 1, column 1)"),
    ("[", "(line 1, column 2, at /0)"),
    ("{}", "lacks the required member \"rules\" (line 1, column 1, at /rules)"),
    ("[{\n\"type\": \"a\"}]", "\"description\" (line 1, column 2, at /0/description)"),
    ("{\"rules\":\n  [{\"type\": 1}]}", "(line 2, column 13, at /rules/0/type)"),
    ("[] x", "(line 1, column 4"),
    ("7", "(line 1, column 1)"),
  ])
  func reportsLocationOfInvalidRules(rules: String, place: String) throws {
    let outcome = try demo(rules: rules)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("rules.json"))
    #expect(rules.isEmpty || outcome.messages.contains(place), "\(outcome.messages)")
  }

  @Test func reportsEveryRuleOutsideLimits() throws {
    let long = String(repeating: "t", count: 51)
    let outcome = try demo(
      rules: """
        [{"type": "a", "description": "nine char"}, {"type": "a", "description": "ten chars!"},
         {"type": "\(long)", "description": "ten chars!"}]
        """)
    #expect(outcome.status == 2)
    for reason in [
      "\n  /0/description: the description of rule 0 has 9 characters; it takes 10 to 2000 "
        + "(rules.descriptionLength)",
      "\n  /1/type: rules 0 and 1 both have the type \"a\"; types are unique",
      "\n  /2/type: the type of rule 2 has 51 characters; it takes 1 to 50 (rules.typeLength)",
    ] {
      #expect(outcome.messages.contains(reason), "\(outcome.messages)")
    }
  }

  @Test(arguments: ["[]", #"{"rules": []}"#])
  func rejectsEmptyRules(rules: String) throws {
    let outcome = try demo(rules: rules)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("A request has at least one rule. (rules.empty)"))
  }

  // MARK: - Request bodies

  private static let birds = #"[{"type": "song", "description": "about a bird"}]"#

  /// Runs the demo on a document with a bird on page 2 only.
  private func report(rules: String, _ options: String = "") throws -> JSONValue {
    let outcome = try runner.shell(
      "cat > rules; printf 'zzz\\fsong about a bird' > a.txt; "
        + "classify-bridge demo a.txt --rules rules --format json \(options)", input: rules)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try JSONValue(json: outcome.output)
  }

  /// The last one is YAML.
  @Test(arguments: [
    """
    {"file_ids": ["f"], "rules": \(birds), "mode": "FAST",
     "parsing_configuration": {"lang": "de", "target_pages": [1]}}
    """,
    """
    {"file_input": "f", "configuration": {"rules": \(birds), "mode": "FAST",
     "parsing_configuration": {"lang": "de", "target_pages": "2"}}}
    """,
    """
    file_ids: [f]
    rules: \(birds)
    mode: FAST
    parsing_configuration: {lang: de, target_pages: [1]}
    """,
  ])
  func usesOptionsOfRequestBody(rules: String) throws {
    let report = try report(rules: rules)
    #expect(report["documents"]?[0]?["v2"]?["type"] == "song")
    let v1 = try #require(report["sent"]?["v1"]?["bodies"]?[0])
    #expect(v1["mode"] == "FAST")
    #expect(v1["parsing_configuration"]?["lang"] == "de")
    #expect(v1["parsing_configuration"]?["target_pages"] == [1])
    let v2 = try #require(report["sent"]?["v2"]?["bodies"]?[0]?["configuration"])
    #expect(v2["mode"] == "FAST")
    #expect(v2["parsing_configuration"]?["lang"] == "de")
    #expect(v2["parsing_configuration"]?["target_pages"] == "2")
    let messages = (report["notes"]?.array ?? []).compactMap { $0["message"]?.string }
    #expect(messages.count { $0.contains("and left out: file_") } == 1)
  }

  @Test func prefersFlagsToRequestBody() throws {
    let rules = """
      {"file_ids": ["f"], "rules": \(Self.birds),
       "parsing_configuration": {"lang": "xx", "target_pages": [1]}}
      """
    let report = try report(rules: rules, "--pages 1 --lang en")
    #expect(report["selection"]?["v2"] == "1")
    #expect(report["documents"]?[0]?["v2"]?["outcome"] == "unmatched")
  }

  @Test func refusesBodyThatReadsDifferentPagesInEachVersion() throws {
    let rules = #"{"rules": \#(Self.birds), "mode": "FAST"}"#
    let outcome = try demo(rules: rules)
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.hasSuffix("which reads all; give --max-pages 5 or --pages all\n"),
      "\(outcome.messages)")
    let limited = try demo(rules: rules, "--max-pages 5")
    #expect(limited.status == 0, "\(limited.messages)")
    #expect(limited.output.hasPrefix("  1 document, 1 rule, up to 5 pages of each document:"))
  }

  @Test func rejectsModeThatVersionLacks() throws {
    let outcome = try demo(
      rules: #"{"file_ids": ["f"], "rules": \#(Self.birds), "mode": "MULTIMODAL"}"#)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("mode.multimodal"))
  }

  @Test(arguments: [
    (birds, "1,3"),
    (
      #"{"configuration": {"rules": \#(birds), "parsing_configuration": {"target_pages": "2"}}}"#,
      "2"
    ),
  ])
  func readsPagesOfBodyOfSamples(rules: String, pages: String) throws {
    let outcome = try runner.shell(
      "cat > rules; classify-bridge demo --rules rules --format json", input: rules)
    #expect(try JSONValue(json: outcome.output)["selection"]?["v2"] == .string(pages))
  }

  @Test func namesSavedConfigurationWithoutRules() throws {
    let outcome = try demo(rules: #"{"configuration_id": "cfg-1"}"#)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("rules.json names a saved configuration"))
  }

  // MARK: - Pages

  @Test func underlinesInvalidTokenOfPages() throws {
    let outcome = try runner.shell("classify-bridge demo --pages 1,5-3,9")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.hasPrefix(
        """
        Error: "5-3" is reversed; write 3-5
          --pages 1,5-3,9
                    ^^^

        """))
  }

  @Test(arguments: ["''", "0", "1,", "all,1", "1-", "'[0]'", "99999999999999999999"])
  func rejectsInvalidPages(pages: String) throws {
    let outcome = try runner.shell("classify-bridge demo --pages \(pages)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("\n  --pages "))
    #expect(outcome.messages.contains("^"))
  }

  @Test func sendsNoSelectionForAllPages() throws {
    let outcome = try runner.shell("classify-bridge demo --pages all")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("target_pages: absent"))
    #expect(!outcome.output.contains("\"target_pages\""))
    #expect(outcome.output.contains("No pages are selected, so none can be off by one"))
  }

  @Test func notesNormalizedPages() throws {
    let outcome = try runner.shell("classify-bridge demo --pages '3, 1'")
    #expect(outcome.status == 0)
    for code in ["pages.unordered", "pages.whitespace"] {
      #expect(outcome.output.contains("\n  \(code)  normalized\n    in --pages, sent as"))
    }
    #expect(outcome.output.contains("    3, 1 → 1,3\n"))
  }

  @Test func acceptsCopiedIndicesWithoutZero() throws {
    let outcome = try runner.shell("classify-bridge demo --pages 2,4")
    let text = outcome.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(text.contains("the text is valid but selects pages 1,3 instead of pages 2,4"))
  }

  @Test(arguments: ["1-100001", "1-9223372036854775807"])
  func rejectsTooManyPages(pages: String) throws {
    let outcome = try runner.shell("classify-bridge demo --pages \(pages)")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("pages.tooManyPages: "))
    #expect(outcome.messages.contains("the limit is 100000"))
  }

  @Test func omitsOffByOneForLargestPage() throws {
    let outcome = try runner.shell("classify-bridge demo --pages 9223372036854775807")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("No page follows the largest possible page number"))
  }
}
#endif
