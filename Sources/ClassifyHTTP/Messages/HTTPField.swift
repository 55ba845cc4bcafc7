// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// One header field: a name and a value that can be sent.
///
/// Its description shows the values of a few harmless fields only, since any other can be a secret.
public struct HTTPField: Sendable, Hashable {
  /// The name.
  public let name: HTTPFieldName
  /// The value, without the whitespace around it.
  public let value: String

  /// Makes a field; spaces and tabs around the value are dropped.
  ///
  /// - Throws: ``HTTPFieldError`` if the value holds a control character such as a line break.
  public init(name: HTTPFieldName, value: String) throws(HTTPFieldError) {
    guard HTTPSyntax.isFieldValue(value) else {
      throw HTTPFieldError(code: .invalidValue, name: name.rawValue)
    }
    self.name = name
    self.value = HTTPSyntax.trimmingWhitespace(value)
  }

  /// Makes a field from texts; spaces and tabs around the value are dropped.
  ///
  /// - Throws: ``HTTPFieldError`` if the name is not a token, or the value holds a control
  ///   character such as a line break.
  public init(name: String, value: String) throws(HTTPFieldError) {
    guard let fieldName = HTTPFieldName(rawValue: name) else {
      throw HTTPFieldError(code: .invalidName, name: name)
    }
    try self.init(name: fieldName, value: value)
  }

  /// Makes a field with a number as its value.
  public init(name: HTTPFieldName, value: Int) {
    self.name = name
    self.value = String(value)
  }

  private init(name: HTTPFieldName, known value: String) {
    self.name = name
    self.value = value
  }

  /// `Accept: application/json`.
  public static let acceptJSON = HTTPField(name: .accept, known: "application/json")
  /// `Content-Type: application/json`.
  public static let contentTypeJSON = HTTPField(name: .contentType, known: "application/json")
}

extension HTTPField: CustomStringConvertible, CustomReflectable {
  private static let harmless: Set<HTTPFieldName> = [
    .accept, .contentLength, .contentType, .correlationID, .date, .requestID, .retryAfter,
    .retryAfterMilliseconds, .retryCount, .shouldRetry, .userAgent,
  ]

  /// Whether the value can be shown to anybody.
  var isHarmless: Bool { Self.harmless.contains(name) }

  /// The field as `name: value`, the value hidden unless it is known to be harmless.
  public var description: String {
    "\(name): \(isHarmless ? value : Redaction.placeholder)"
  }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["field": description], displayStyle: .struct)
  }
}
