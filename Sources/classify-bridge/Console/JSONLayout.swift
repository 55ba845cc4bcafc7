// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// JSON for a person: each array and object on one line where it fits, and long ones shortened
/// unless all is asked for.
struct JSONLayout {
  /// The most elements of an array that are shown below one another.
  private static let maximumElements = 5

  /// The number of characters of a line, with its indentation.
  let width: Int
  /// Whether everything is shown, however long it is.
  var isComplete = false

  /// Returns the value on one line, with spaces behind commas and colons.
  static func line(_ value: JSONValue) -> String {
    switch value {
    case .array(let elements): "[\(elements.map(line).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\(name($0.name)): \(line($0.value))" }.joined(separator: ", "))}"
    case .null, .bool, .number, .string: PlainText.printable(value.jsonText())
    }
  }

  /// Returns the value on lines.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - indent: What begins each line.
  ///   - prefix: What stands before the value on the first line.
  ///   - suffix: What stands behind it on the last line.
  /// - Returns: One line at least; none is longer than ``width`` as far as names allow.
  func lines(
    _ value: JSONValue, indent: String, prefix: String = "", suffix: String = ""
  ) -> [String] {
    let line = indent + prefix + Self.line(value) + suffix
    guard line.count > width else { return [line] }
    let deeper = indent + "  "
    func block(_ open: String, _ inner: [String], _ close: String) -> [String] {
      ["\(indent)\(prefix)\(open)"] + inner + ["\(indent)\(close)\(suffix)"]
    }
    switch value {
    case .array(let elements):
      let isLong = !isComplete && elements.count > Self.maximumElements + 1
      let shown = isLong ? elements.prefix(Self.maximumElements) : elements[...]
      let inner = shown.enumerated().flatMap { position, element in
        lines(element, indent: deeper, suffix: position + 1 == elements.count ? "" : ",")
      }
      let rest = isLong ? ["\(deeper)… and \(elements.count - shown.count) more"] : []
      return block("[", inner + rest, "]")
    case .object(let members):
      let inner = members.enumerated().flatMap { position, member in
        lines(
          member.value, indent: deeper, prefix: "\(Self.name(member.name)): ",
          suffix: position + 1 == members.count ? "" : ",")
      }
      return block("{", inner, "}")
    case .null, .bool, .number, .string:
      guard !isComplete else { return [line] }
      let room = width - indent.count - prefix.count - suffix.count
      return [indent + prefix + PlainText.shortened(Self.line(value), to: room) + suffix]
    }
  }

  private static func name(_ name: String) -> String { line(.string(name)) }
}
