// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A pretty printer for JSON that keeps each array and object on one line if it fits.
struct JSONLayout {
  /// The maximum number of elements shown of an array that does not fit on a line.
  private static let maximumElements = 5

  /// The maximum number of terminal columns of a line, including its indentation.
  let width: Int
  /// Whether long arrays and values are shown in full instead of truncated.
  var isComplete = false

  /// Returns a value on one line, with spaces after commas and colons.
  static func line(_ value: JSONValue) -> String {
    switch value {
    case .array(let elements): "[\(elements.map(line).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\(name($0.name)): \(line($0.value))" }.joined(separator: ", "))}"
    case .null, .bool, .number, .string: PlainText.printable(value.jsonText())
    }
  }

  /// Returns a value on as many lines as needed.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - indent: The prefix of each line.
  ///   - prefix: The text before the value on the first line.
  ///   - suffix: The text after the value on the last line.
  /// - Returns: At least one line. A line exceeds ``width`` only if a member name does not fit.
  func lines(
    _ value: JSONValue, indent: String, prefix: String = "", suffix: String = ""
  ) -> [String] {
    let line = indent + prefix + Self.line(value) + suffix
    guard DisplayWidth.columns(of: line) > width else { return [line] }
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
      let room = width - DisplayWidth.columns(of: indent + prefix + suffix)
      return [indent + prefix + PlainText.shortened(Self.line(value), to: room) + suffix]
    }
  }

  private static func name(_ name: String) -> String { line(.string(name)) }
}
