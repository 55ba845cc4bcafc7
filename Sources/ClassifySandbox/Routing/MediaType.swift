// SPDX-License-Identifier: Apache-2.0

/// What a `Content-Type` field says.
struct MediaType {
  /// The type and subtype, in lower case.
  let essence: String
  private let parameters: [(name: String, value: String)]

  init(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
    essence = (parts.first ?? "").lowercased()
    parameters = parts.dropFirst().compactMap { part in
      guard let equals = part.firstIndex(of: "=") else { return nil }
      var value = part[part.index(after: equals)...]
      if value.count >= 2, value.first == "\"", value.last == "\"" {
        value = value.dropFirst().dropLast()
      }
      return (part[..<equals].lowercased(), String(value))
    }
  }

  var isJSON: Bool {
    essence == "application/json"
      || (essence.hasPrefix("application/") && essence.hasSuffix("+json"))
  }

  func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
