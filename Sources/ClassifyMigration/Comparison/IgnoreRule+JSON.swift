// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

extension IgnoreRule {
  /// Parses a file of rules; see ``IgnoreRule`` for its form.
  ///
  /// - Parameter bytes: The text of the file.
  /// - Returns: The rules in their order: the first that matches a disagreement, and is not expired,
  ///   ignores it.
  /// - Throws: ``JSONError`` with the line and the member of the fault.
  public static func rules(json bytes: [UInt8]) throws(JSONError) -> [IgnoreRule] {
    try IgnoreRuleFile(json: bytes).rules
  }
}

/// A file of rules: an array, or an object with the array.
private struct IgnoreRuleFile: JSONReadable {
  let rules: [IgnoreRule]

  init(from reader: inout JSONReader) throws(JSONError) {
    var rules: [IgnoreRule]?
    if reader.nextKind == .array {
      rules = try reader.readArray()
    } else {
      try reader.readObject { (name, reader) throws(JSONError) in
        if name == "ignore" { rules = try reader.readArray() }
      }
    }
    self.rules = try reader.require(rules, "ignore")
    guard self.rules.count <= IgnoreRule.maximumCount else {
      throw reader.error(
        message: "\(self.rules.count) rules are more than \(IgnoreRule.maximumCount)")
    }
  }
}

extension IgnoreRule: JSONReadable {
  /// Reads a rule.
  ///
  /// - Throws: ``JSONError`` for an unknown or missing member, a label that is null, a text that is too long, a date that
  ///   does not exist, and a rule without a condition.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var v1: LabelCondition?
    var v2: LabelCondition?
    var document: String?
    var reason: String?
    var expires: CalendarDay?
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "v1": v1 = try reader.readCondition()
      case "v2": v2 = try reader.readCondition()
      case "document":
        document = try reader.readText(to: Self.maximumPatternLength)
      case "reason": reason = try reader.readText(to: Self.maximumReasonLength)
      case "expires":
        expires = try reader.readWord("an existing date as YYYY-MM-DD") { CalendarDay($0) }
      default:
        throw reader.error(
          message: "\"\(name.text.prefix(40))\" is not a member of an ignore rule; "
            + "use v1, v2, document, reason and expires")
      }
    }
    let rule = IgnoreRule(
      v1: v1, v2: v2, document: document, reason: try reader.require(reason, "reason"),
      expires: try reader.require(expires, "expires"))
    guard let rule else {
      throw reader.error(
        message: "an ignore rule needs v1, v2 or document; without any it would ignore everything")
    }
    self = rule
  }
}

extension IgnoreRule.LabelCondition: JSONReadable {
  /// Reads a label, or `{"kind":"none"}`.
  ///
  /// - Throws: ``JSONError`` for any other value.
  public init(from reader: inout JSONReader) throws(JSONError) {
    if reader.nextKind == .object {
      let value = try reader.readValue()
      if value == ["kind": "none"] {
        self = .noLabel
        return
      }
      do throws(JSONError) {
        self = .label(try Label(value: value))
      } catch {
        throw reader.error(message: "expected a label: \(error.message)")
      }
    } else {
      self = .label(try reader.read())
    }
  }
}

extension IgnoreRule.LabelCondition {
  var json: JSONValue {
    switch self {
    case .label(let label): label.json
    case .noLabel: ["kind": "none"]
    }
  }
}

extension JSONReader {
  /// Reads the condition on a label.
  ///
  /// Null is refused: some would mean by it that no rule matches, and others any label.
  fileprivate mutating func readCondition() throws(JSONError) -> IgnoreRule.LabelCondition {
    guard nextKind == .null else { return try read() }
    _ = try readValue()
    throw error(
      message: "null is no label: write {\"kind\":\"unmatched\"} for results that no rule matches, "
        + "{\"kind\":\"none\"} for those without a label, or leave the member out for any")
  }

  /// Reads a text of 1 to `limit` Unicode scalars.
  fileprivate mutating func readText(to limit: Int) throws(JSONError) -> String {
    let text = try readString()
    guard (1...limit).contains(text.unicodeScalars.count) else {
      throw error(message: "expected a text of 1 to \(limit) characters")
    }
    return text
  }
}
