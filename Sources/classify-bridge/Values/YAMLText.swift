// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Yams

/// A parser for YAML documents that have a JSON equivalent, by the core schema of YAML 1.2.
///
/// Unlike in YAML 1.1, `no` and `on` are strings, which matters for language codes. Quoted scalars
/// are strings, and numbers keep their digits.
struct YAMLText {
  /// The maximum nesting depth of arrays and objects.
  static let maximumDepth = 128
  /// The maximum size of a document: 1 MiB.
  static let maximumBytes = 1 << 20
  /// The maximum number of values after aliases are expanded.
  private static let maximumValues = 100_000
  /// The maximum number of aliases.
  ///
  /// With three per level, they expand to some hundred thousand values.
  private static let maximumAliases = 32
  /// The maximum number of apparent keys that are no strings; with aliases, there can be none.
  private static let maximumOtherKeys = 32

  private var remaining = maximumValues
  private var remainingBytes = ValueText.maximumBytes

  /// Parses a document.
  ///
  /// - Throws: ``ValueError`` if the text has no document or several, has a value without a JSON
  ///   equivalent, or exceeds a limit.
  static func read(_ text: String) throws(ValueError) -> JSONValue {
    guard text.utf8.count <= maximumBytes else {
      throw ValueError("it has more than \(maximumBytes >> 20) MiB of YAML; write it as JSON")
    }
    try checkWork(of: text)
    let root: Node?
    do {
      root = try Parser(yaml: text, resolver: .basic).singleRoot()
    } catch {
      throw ValueError(message(for: error))
    }
    guard let root else { throw ValueError("there is nothing in it") }
    var reader = YAMLText()
    return try reader.value(of: root, depth: 1)
  }

  private mutating func value(of node: Node, depth: Int) throws(ValueError) -> JSONValue {
    remaining -= 1
    guard remaining >= 0 else {
      throw ValueError("it has more than \(Self.maximumValues) values when aliases are expanded")
    }
    switch node {
    case .scalar(let scalar):
      try count(scalar.string)
      return try YAMLScalar.value(of: scalar)
    case .sequence(let sequence):
      try Self.checkDepth(depth)
      var elements: [JSONValue] = []
      for element in sequence { elements.append(try value(of: element, depth: depth + 1)) }
      return .array(elements)
    case .mapping(let mapping):
      try Self.checkDepth(depth)
      var members = JSONObject()
      for (key, member) in mapping {
        guard let name = key.scalar?.string else {
          throw ValueError("a key is not a string\(Self.position(key.mark))")
        }
        try count(name)
        guard members.append(name, try value(of: member, depth: depth + 1)) else {
          throw ValueError("duplicate key \"\(name)\"\(Self.position(key.mark))")
        }
      }
      return .object(members)
    case .alias: throw ValueError("an alias is not resolved; write out its value")
    }
  }

  private mutating func count(_ text: String) throws(ValueError) {
    remainingBytes -= text.utf8.count
    guard remainingBytes >= 0 else {
      throw ValueError(
        "it has more than \(ValueText.maximumBytes >> 20) MiB when aliases are expanded")
    }
  }

  private static func checkDepth(_ depth: Int) throws(ValueError) {
    guard depth <= maximumDepth else {
      throw ValueError("it is more than \(maximumDepth) levels deep")
    }
  }

  /// Checks the number of apparent aliases and of apparent keys that are no strings, before anything
  /// is parsed.
  ///
  /// The parser expands aliases, and nested aliases can exhaust memory. It hashes each key as a whole,
  /// with its aliases expanded, so a key of nested aliases or keys in keys would take hours. Keys that
  /// are no strings have no JSON equivalent, but text such as `a [b]: c` looks like one.
  static func checkWork(of text: String) throws(ValueError) {
    var aliases = 0
    var keys = 0
    var previous: Unicode.Scalar = " "
    var isAfterStar = false
    var isAfterQuestionMark = false
    var isInAlias = false
    // After an array, an object or an alias, and blanks.
    var mayEndKey = false
    for scalar in text.unicodeScalars {
      let isSpace = scalar.properties.isWhitespace
      if isAfterStar, !isSpace, scalar != "*" {
        aliases += 1
        isInAlias = true
      }
      if isAfterQuestionMark, isSpace { keys += 1 }
      if scalar == ":", mayEndKey || isInAlias { keys += 1 }
      let isBlank = scalar == " " || scalar == "\t"
      mayEndKey = scalar == "]" || scalar == "}" || isBlank && (mayEndKey || isInAlias)
      isInAlias = isInAlias && isInName(scalar)
      isAfterStar = scalar == "*" && canPrecedeNode(previous)
      isAfterQuestionMark = scalar == "?" && canPrecedeNode(previous)
      previous = scalar
    }
    guard aliases <= maximumAliases else {
      throw ValueError("it has more than \(maximumAliases) aliases; write it as JSON")
    }
    guard keys <= (aliases > 0 ? 0 : maximumOtherKeys) else {
      throw ValueError(
        "it has aliases beside keys that are not strings, or too many such keys; write it as JSON")
    }
  }

  private static func canPrecedeNode(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || "[{,:?-\u{FEFF}".unicodeScalars.contains(scalar)
  }

  /// Whether a character can be in the name of an alias.
  private static func isInName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }

  /// Returns the message of a parser error on one line, without the source text.
  private static func message(for error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      problem + position(mark)
    case .reader(let problem, let offset, _, _):
      problem + (offset.map { " (byte \($0))" } ?? "")
    case .duplicatedKeysInMapping(let names, let context):
      "duplicate key \"\(names.first ?? "")\"\(position(context.mark))"
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, nil:
      "it can't be read"
    }
  }

  /// Returns the suffix that states the line and column of an error, both one-based.
  fileprivate static func position(_ mark: Mark?) -> String {
    mark.map { " (line \($0.line), column \($0.column))" } ?? ""
  }
}

/// The values of scalars by the core schema of YAML 1.2 (§10.3.2).
private enum YAMLScalar {
  private static let prefix = "tag:yaml.org,2002:"

  /// Returns the value of a scalar.
  ///
  /// - Throws: ``ValueError`` if the tag has no JSON equivalent or does not match the text.
  static func value(of scalar: Node.Scalar) throws(ValueError) -> JSONValue {
    let text = scalar.string
    let tag = scalar.tag.description
    switch tag {
    case "": return scalar.style == .plain ? try plain(text, scalar.mark) : .string(text)
    case "!", "\(prefix)str": return .string(text)
    case "\(prefix)null", "\(prefix)bool", "\(prefix)int", "\(prefix)float":
      let value = try plain(text, scalar.mark)
      if value.string == nil { return value }
      throw ValueError(
        "a value is not a valid \(tag.dropFirst(prefix.count))\(YAMLText.position(scalar.mark))"
      )
    default:
      throw ValueError("unknown tag \(tag)\(YAMLText.position(scalar.mark))")
    }
  }

  private static func plain(_ text: String, _ mark: Mark?) throws(ValueError) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    let lowercased = text.lowercased()
    if lowercased == ".nan" || lowercased.drop(while: { "+-".contains($0) }) == ".inf" {
      throw ValueError("\(text) has no JSON equivalent\(YAMLText.position(mark))")
    }
    return number(text).map(JSONValue.number) ?? .string(text)
  }

  /// Returns a number in JSON's grammar with the digits of the text, or `nil` for other text.
  ///
  /// JSON has no plus sign, leading zeros, bare decimal point, or other bases: `+07` becomes `7`,
  /// `.5` becomes `0.5`, `5.` becomes `5`, and `0x1F` becomes `31`.
  private static func number(_ text: String) -> JSONNumber? {
    if let number = JSONNumber(text) { return number }
    if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
    let isNegative = text.hasPrefix("-")
    let unsigned = text.hasPrefix("+") || isNegative ? text.dropFirst() : text[...]
    let mantissa = unsigned.prefix { $0 != "e" && $0 != "E" }
    let exponent = unsigned.dropFirst(mantissa.count)
    let parts = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0].drop { $0 == "0" }
    let fraction = parts.count > 1 ? parts[1] : ""
    guard !parts[0].isEmpty || !fraction.isEmpty else { return nil }
    return JSONNumber(
      (isNegative ? "-" : "") + (whole.isEmpty ? "0" : String(whole))
        + (fraction.isEmpty ? "" : ".\(fraction)") + exponent)
  }

  private static func integer(_ digits: Substring, radix: Int) -> JSONNumber? {
    // `UInt64(_:radix:)` would accept a sign.
    guard digits.allSatisfy(\.isHexDigit) else { return nil }
    return UInt64(digits, radix: radix).flatMap { JSONNumber(String($0)) }
  }
}
#endif
