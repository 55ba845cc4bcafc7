// SPDX-License-Identifier: Apache-2.0

/// The address of a value within a JSON document, as RFC 6901 defines it.
///
/// ```swift
/// let pointer = JSONPointer().appending("rules").appending(0).appending("a/b")
/// print(pointer)  // /rules/0/a~1b
/// ```
public struct JSONPointer: Sendable, Hashable {
  /// The names and indexes on the way from the whole document to the value, not escaped.
  public let tokens: [String]

  /// Makes a pointer from names and indexes that are not escaped; none is the whole document.
  public init(tokens: [String] = []) {
    self.tokens = tokens
  }

  /// Parses the text form: empty, or each token after a `/`, with `~1` for `/` and `~0` for `~`.
  ///
  /// - Returns: `nil` if the text begins with anything but `/`, or has a `~` that neither `0` nor
  ///   `1` follows.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      self.init()
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for token in text.unicodeScalars.dropFirst().split(
      separator: "/", omittingEmptySubsequences: false)
    {
      guard let name = Self.unescaped(token) else { return nil }
      tokens.append(name)
    }
    self.init(tokens: tokens)
  }

  /// Tells whether this is the whole document.
  public var isRoot: Bool { tokens.isEmpty }

  /// Returns the pointer to the member `name` of the object at this pointer.
  public func appending(_ name: String) -> JSONPointer {
    JSONPointer(tokens: tokens + [name])
  }

  /// Returns the pointer to the element `index`, counted from 0, of the array at this pointer.
  public func appending(_ index: Int) -> JSONPointer {
    appending(String(index))
  }

  /// Returns the index that a token means for an array.
  ///
  /// - Returns: `nil` for anything but `0` or digits without a leading zero; so for `-`, too, which
  ///   is the place after the last element.
  static func arrayIndex(_ token: String) -> Int? {
    guard token == "0" || token.utf8.first != UInt8(ascii: "0") else { return nil }
    guard token.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    return Int(token)
  }

  private static func unescaped(_ token: Substring.UnicodeScalarView) -> String? {
    var name = String.UnicodeScalarView()
    var isEscape = false
    for scalar in token {
      switch (isEscape, scalar) {
      case (true, "0"): name.append("~")
      case (true, "1"): name.append("/")
      case (true, _): return nil
      case (false, "~"): break
      case (false, _): name.append(scalar)
      }
      isEscape = !isEscape && scalar == "~"
    }
    return isEscape ? nil : String(name)
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The text form of RFC 6901.
  public var description: String {
    var text = String.UnicodeScalarView()
    for token in tokens {
      text.append("/")
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text.append(contentsOf: "~0".unicodeScalars)
        case "/": text.append(contentsOf: "~1".unicodeScalars)
        default: text.append(scalar)
        }
      }
    }
    return String(text)
  }
}

extension JSONPointer: ExpressibleByStringLiteral {
  /// Makes a pointer from its text form, for pointers that are written in code.
  ///
  /// - Precondition: The text is a JSON Pointer. For any other text use ``init(_:)``.
  public init(stringLiteral text: StaticString) {
    guard let pointer = JSONPointer(text.description) else {
      preconditionFailure("\"\(text)\" is not a JSON Pointer (RFC 6901)")
    }
    self = pointer
  }
}

extension JSONPointer: Codable {
  /// Decodes the text form.
  ///
  /// - Throws: `DecodingError` if the text is not a JSON Pointer.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let pointer = JSONPointer(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a JSON Pointer (RFC 6901)")
    }
    self = pointer
  }

  /// Encodes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
