// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

@Suite struct DemoRulesTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

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
  func rulesComeAloneOrInAnObject(rules: String) throws {
    let outcome = try demo(rules: rules)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#/ {2}a\.txt +1 +song 1\.00 +song 1\.00 +yes\n/#))
  }

  @Test func unknownMembersAreNoted() throws {
    let outcome = try demo(
      rules: #"{"lang": "en", "rules": [{"type": "song", "description": "about birds", "x": [1]}]}"#
    )
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("  member.unknown  unplaced\n    in the rules at /lang\n"))
    #expect(outcome.output.contains("    in the rules at /rules/0/x\n    [1] → nothing\n"))
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
  func whatIsNoRulesIsRefusedWithItsPlace(rules: String, place: String) throws {
    let outcome = try demo(rules: rules)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("rules.json"))
    #expect(rules.isEmpty || outcome.messages.contains(place), "\(outcome.messages)")
  }

  @Test func everyLimitThatIsBrokenIsNamed() throws {
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
  func noRulesAreRefused(rules: String) throws {
    let outcome = try demo(rules: rules)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("A request has at least one rule. (rules.empty)"))
  }
}
#endif
