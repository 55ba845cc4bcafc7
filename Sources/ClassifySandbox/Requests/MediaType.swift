// SPDX-License-Identifier: Apache-2.0

/// What a field such as `Content-Type` says: a word, and named parameters.
struct MediaType {
  /// The word before the parameters, such as a type with its subtype, in lower case.
  let essence: String
  private let parameters: [(name: String, value: String)]

  init(_ text: String) {
    let parts = Self.parts(of: text)
    essence = (parts.first ?? "").lowercased()
    parameters = parts.dropFirst().compactMap { part in
      guard let equals = part.firstIndex(of: "=") else { return nil }
      let value = part[part.index(after: equals)...]
      return (part[..<equals].lowercased(), Self.unquoted(value))
    }
  }

  var isJSON: Bool {
    essence == "application/json"
      || (essence.hasPrefix("application/") && essence.hasSuffix("+json"))
  }

  func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// Returns what semicolons part, but not those in quotes.
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

  /// Returns a value without its quotes and backslashes, if it has quotes.
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
