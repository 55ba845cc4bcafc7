// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The rules of a v1 job.
struct RuleArguments: ParsableArguments {
  @Option(
    name: [.customLong("rule"), .customLong("rules")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      A rule such as {type: invoice, description: has an invoice number}, in JSON or YAML; \
      repeatable. @file reads an object or an array.
      """, valueName: "object"))
  var rules: [String] = []

  @Option(
    name: .customLong("rule.type"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The type of a rule, instead of --rule; repeatable.", valueName: "type"))
  var types: [String] = []

  @Option(
    name: .customLong("rule.description"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The description of that rule; repeatable.", valueName: "text"))
  var descriptions: [String] = []

  func validate() throws {
    guard types.count == descriptions.count else {
      throw ValidationError(
        """
        --rule.type is given \(Counted.text(types.count, "time")) and --rule.description \
        \(Counted.text(descriptions.count, "time")): give both for each rule, or whole rules with \
        --rule.
        """)
    }
  }

  /// Puts the rules into a body: whole ones first, and those of the dotted flags behind them.
  func add(to body: inout BodyBuilder) throws {
    let others = try zip(types, descriptions).map { type, description in
      JSONValue.object([
        "type": .string(try FileReference.text(of: type)),
        "description": .string(try FileReference.text(of: description)),
      ])
    }
    try body.set(objects: rules, and: others, BodyFlag("rule", member: "rules"))
  }
}
#endif
