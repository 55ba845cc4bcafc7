// SPDX-License-Identifier: Apache-2.0

/// A header value with parameters, such as `Content-Type` and `Content-Disposition`.
package struct MediaType: Sendable {
  /// The value before the parameters, such as `text/plain`, in lowercase.
  package let essence: String
  private let parameters: [(name: String, value: String)]

  /// Parses a value; anything can be parsed.
  package init(_ text: String) {
    let parts = Self.parts(of: text)
    essence = (parts.first ?? "").lowercased()
    parameters = parts.dropFirst().compactMap { part in
      guard let equals = part.firstIndex(of: "=") else { return nil }
      let value = part[part.index(after: equals)...]
      return (part[..<equals].lowercased(), Self.unquoted(value))
    }
  }

  /// Whether it is `application/json`, or ends with `+json`.
  package var isJSON: Bool {
    essence == "application/json"
      || (essence.hasPrefix("application/") && essence.hasSuffix("+json"))
  }

  /// Returns the unquoted value of a parameter, whose name is given in lowercase.
  package func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// Splits a text at semicolons outside quotes.
  private static func parts(of text: String) -> [Substring] {
    var isQuoted = false
    var isEscaped = false
    let parts = text.split(omittingEmptySubsequences: false) { character in
      if isEscaped {
        isEscaped = false
      } else if character == "\\", isQuoted {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      }
      return character == ";" && !isQuoted
    }
    return parts.map(trimmed)
  }

  /// Returns a parameter value, unescaped if it is quoted.
  private static func unquoted(_ text: Substring) -> String {
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
    var value = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      isEscaped = character == "\\" && !isEscaped
      if !isEscaped { value.append(character) }
    }
    return value
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text
    while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return rest
  }
}
