// SPDX-License-Identifier: Apache-2.0

/// The address of a value in a JSON document (RFC 6901).
///
/// ```swift
/// let pointer = JSONPointer().appending("rules").appending(0).appending("a/b")
/// print(pointer)  // /rules/0/a~1b
/// ```
public struct JSONPointer: Sendable, Hashable {
  /// The unescaped member names and array indices from the root to the value.
  public let tokens: [String]

  /// Creates a pointer from unescaped names and indices; without any, it is the whole document.
  public init(tokens: [String] = []) {
    self.tokens = tokens
  }

  /// Parses a pointer: each token follows a `/`, with `/` escaped as `~1` and `~` as `~0`.
  ///
  /// - Returns: `nil` if the text is neither empty nor begins with `/`, or has a `~` that isn't
  ///   followed by `0` or `1`.
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

  /// Whether the pointer is the whole document.
  public var isRoot: Bool { tokens.isEmpty }

  /// Returns a pointer to the member `name` of the object at this pointer.
  public func appending(_ name: String) -> JSONPointer {
    JSONPointer(tokens: tokens + [name])
  }

  /// Returns a pointer to the element at the zero-based `index` of the array at this pointer.
  public func appending(_ index: Int) -> JSONPointer {
    appending(String(index))
  }

  /// Parses a token as an array index.
  ///
  /// - Returns: `nil` for anything but digits without a leading zero; also for `-`, the position
  ///   after the last element.
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
  /// The escaped text of RFC 6901, such as `/rules/0/a~1b`.
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
  /// Creates a pointer from a literal.
  ///
  /// - Precondition: The literal is a JSON Pointer. Parse other texts with ``init(_:)``.
  public init(stringLiteral text: StaticString) {
    guard let pointer = JSONPointer(text.description) else {
      preconditionFailure("\"\(text)\" is not a JSON Pointer (RFC 6901)")
    }
    self = pointer
  }
}

extension JSONPointer: Codable {
  /// Decodes the escaped text.
  ///
  /// - Throws: `DecodingError` if the text isn't a JSON Pointer.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let pointer = JSONPointer(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a JSON Pointer (RFC 6901)")
    }
    self = pointer
  }

  /// Encodes the escaped text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
