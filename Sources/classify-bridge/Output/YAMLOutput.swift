// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Yams

/// Converts JSON to YAML in block style that YAML 1.1 and 1.2 parsers read as the same value.
enum YAMLOutput {
  /// Returns a document.
  ///
  /// - Throws: `YamlError` if the emitter fails.
  static func document(_ value: JSONValue) throws -> String {
    // A width of -1 disables the folding of long strings.
    let text = try Yams.serialize(node: node(value), indent: 2, width: -1, allowUnicode: true)
    // In double quotes, escapes are those of JSON.
    return DirectionMarks.escaped(in: text)
  }

  /// Returns an element of a top-level sequence; concatenated elements are one document.
  static func item(_ value: JSONValue) throws -> String {
    try document(.array([value]))
  }

  private static func node(_ value: JSONValue) -> Node {
    switch value {
    case .null, .bool, .number:
      return .scalar(Node.Scalar(value.jsonText(), Tag(.implicit), .plain))
    case .string(let text): return string(text)
    case .array(let elements):
      return .sequence(
        Node.Sequence(
          elements.map(node), Tag(.implicit), elements.isEmpty ? .flow : .block))
    case .object(let members):
      return .mapping(
        Node.Mapping(
          members.map { (string($0.name), node($0.value)) }, Tag(.implicit),
          members.isEmpty ? .flow : .block))
    }
  }

  private static func string(_ text: String) -> Node {
    .scalar(Node.Scalar(text, Tag(.str), isPlain(text) ? .plain : .doubleQuoted))
  }

  /// The words that a version of YAML parses as a null or a Boolean.
  private static let words: Set<String> = [
    "false", "n", "no", "null", "off", "on", "true", "y", "yes",
  ]

  /// Whether every version of YAML parses unquoted text as the same string.
  ///
  /// The emitter quotes only text that would not parse unquoted, and not text that would parse as
  /// another type, such as `no`.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter, text.last != " " else {
      return false
    }
    let isWord = text.allSatisfy { character in
      character.isASCII && (character.isLetter || character.isNumber)
        || " _-./,()".contains(character)
    }
    return isWord && !words.contains(text.lowercased())
  }
}
#endif
