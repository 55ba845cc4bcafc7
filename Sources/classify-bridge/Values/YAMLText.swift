// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Yams

/// YAML that says what JSON can say, read by the core schema of YAML 1.2.
///
/// `no` and `on` are texts there and not truth values, which matters for languages. What is in
/// quotes is a text, and a number keeps its digits.
struct YAMLText {
  /// How deep arrays and objects may be within one another.
  static let maximumDepth = 128
  /// The most bytes of a text: 1 MiB.
  static let maximumBytes = 1 << 20
  /// The most values that a text may stand for, which aliases can multiply.
  private static let maximumValues = 100_000

  private var remaining = maximumValues

  /// Reads a document.
  ///
  /// - Throws: ``ValueError`` if there is none or several, for what JSON can't say, and where the
  ///   text is too large, too deep, or stands for too much.
  static func read(_ text: String) throws(ValueError) -> JSONValue {
    guard text.utf8.count <= maximumBytes else {
      throw ValueError("it has more than \(maximumBytes >> 20) MiB of YAML; write it as JSON")
    }
    try YAMLAliases.check(text)
    let root: Node?
    do {
      root = try Parser(yaml: text, resolver: .basic).singleRoot()
    } catch {
      throw ValueError(YAMLProblem.sentence(error))
    }
    guard let root else { throw ValueError("there is nothing in it") }
    var reader = YAMLText()
    return try reader.value(of: root, depth: 1)
  }

  private mutating func value(of node: Node, depth: Int) throws(ValueError) -> JSONValue {
    remaining -= 1
    guard remaining >= 0 else {
      throw ValueError("it stands for more than \(Self.maximumValues) values")
    }
    switch node {
    case .scalar(let scalar): return try YAMLScalar.value(of: scalar)
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
          throw ValueError("a key is not a text\(Self.place(key.mark))")
        }
        guard members.append(name, try value(of: member, depth: depth + 1)) else {
          throw ValueError("the key \"\(name)\" is there twice\(Self.place(key.mark))")
        }
      }
      return .object(members)
    case .alias: throw ValueError("an alias is not resolved; write out what it stands for")
    }
  }

  private static func checkDepth(_ depth: Int) throws(ValueError) {
    guard depth <= maximumDepth else {
      throw ValueError("it is more than \(maximumDepth) levels deep")
    }
  }

  static func place(_ mark: Mark?) -> String {
    mark.map { " (line \($0.line), column \($0.column))" } ?? ""
  }
}
#endif
