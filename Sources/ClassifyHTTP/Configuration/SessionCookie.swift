// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The value of the cookie `session`, which is redacted wherever it is printed and can't be encoded.
///
/// The service's reference lists the cookie as an optional parameter, and does not say what it is
/// for.
public struct SessionCookie: Sendable, Hashable {
  /// The maximum size of a value, in bytes.
  public static let maximumBytes = 4_096

  private let value: String

  /// Creates a cookie from its value, without the name and `=`.
  ///
  /// - Throws: ``SessionCookieError`` if the value is empty, larger than ``maximumBytes``, or
  ///   contains a character that cookies can't have (RFC 6265 §4.1.1), such as a space, a comma, a
  ///   semicolon or a line break.
  public init(_ value: String) throws(SessionCookieError) {
    let bytes = value.utf8
    if bytes.isEmpty { throw SessionCookieError(code: .empty, offset: 0) }
    if bytes.count > Self.maximumBytes {
      throw SessionCookieError(code: .tooLong, offset: Self.maximumBytes)
    }
    for (offset, byte) in bytes.enumerated()
    where !ASCII.isVisible(byte) || Self.reservedBytes.contains(byte) {
      throw SessionCookieError(code: .invalidCharacter, offset: offset)
    }
    self.value = value
  }

  private static let reservedBytes = Array("\",;\\".utf8)

  /// Returns the value in the clear.
  package func revealed() -> String { value }
}

extension SessionCookie: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder for the redacted value.
  public var description: String { Redaction.placeholder }
  /// A placeholder for the redacted value.
  public var debugDescription: String { Redaction.placeholder }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// An error for text that can't be used as a session cookie; it does not contain the text.
public struct SessionCookieError: Error, Sendable, Hashable {
  /// The reason the text can't be used.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The text is empty.
    case empty
    /// The text is larger than ``SessionCookie/maximumBytes``.
    case tooLong
    /// The text has a character that cookies can't have.
    case invalidCharacter
  }

  /// The error code.
  public let code: Code
  /// The zero-based UTF-8 byte offset of the first invalid or excess character.
  public let offset: Int
}

extension SessionCookieError: CustomStringConvertible {
  /// A message with the cause, the byte offset and the fix.
  public var description: String {
    switch code {
    case .empty:
      "The session cookie is empty: give its value, or no cookie."
    case .tooLong:
      "The session cookie has more than \(SessionCookie.maximumBytes) bytes: give its value alone."
    case .invalidCharacter:
      "The session cookie has a space, a quote, a comma, a semicolon, a line break or another "
        + "character that cookies don't have at byte \(offset): give its value alone."
    }
  }
}
