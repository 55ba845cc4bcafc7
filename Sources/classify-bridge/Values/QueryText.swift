// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// What stands for texts of a query: the text itself, one in YAML's or JSON's quotes, or an array.
enum QueryText {
  /// Returns the texts: those of an array, or else one.
  static func texts(_ text: String) -> [String] {
    guard text.hasPrefix("["), let elements = (try? ValueText.read(text))?.array else {
      return [Self.text(text)]
    }
    return elements.map { $0.string ?? $0.jsonText() }
  }

  /// Returns a text without the quotes that it may stand in.
  static func text(_ text: String) -> String {
    guard let first = text.first, first == "'" || first == "\"", text.count > 1 else {
      return text
    }
    return (try? ValueText.read(text))?.string ?? text
  }
}
#endif
