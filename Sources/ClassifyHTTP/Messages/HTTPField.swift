// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// One header field: a valid name and a valid value.
///
/// The description redacts the value unless the field is known to hold no secret.
public struct HTTPField: Sendable, Hashable {
  /// The name.
  public let name: HTTPFieldName
  /// The value, without leading and trailing whitespace.
  public let value: String

  /// Creates a field; spaces and tabs around the value are trimmed.
  ///
  /// - Throws: ``HTTPFieldError`` if the value contains a control character such as a line break.
  public init(name: HTTPFieldName, value: String) throws(HTTPFieldError) {
    guard HTTPSyntax.isFieldValue(value) else {
      throw HTTPFieldError(code: .invalidValue, name: name.rawValue)
    }
    self.name = name
    self.value = HTTPSyntax.trimmingWhitespace(value)
  }

  /// Creates a field from strings; spaces and tabs around the value are trimmed.
  ///
  /// - Throws: ``HTTPFieldError`` if the name is not a token, or the value contains a control
  ///   character such as a line break.
  public init(name: String, value: String) throws(HTTPFieldError) {
    guard let fieldName = HTTPFieldName(rawValue: name) else {
      throw HTTPFieldError(code: .invalidName, name: name)
    }
    try self.init(name: fieldName, value: value)
  }

  /// Creates a field with a decimal number as its value.
  public init(name: HTTPFieldName, value: Int) {
    self.name = name
    self.value = String(value)
  }

  /// Creates a field with a value that is known to be valid and trimmed.
  package init(name: HTTPFieldName, unchecked value: String) {
    self.name = name
    self.value = value
  }

  /// `Accept: application/json`.
  public static let acceptJSON = HTTPField(name: .accept, unchecked: "application/json")
  /// `Content-Type: application/json`.
  public static let contentTypeJSON = HTTPField(name: .contentType, unchecked: "application/json")
}

extension HTTPField: CustomStringConvertible, CustomReflectable {
  private static let safeToLog: Set<HTTPFieldName> = [
    .accept, .contentLength, .contentType, .correlationID, .date, .requestID, .retryAfter,
    .retryAfterMilliseconds, .retryCount, .shouldRetry, .userAgent,
  ]

  /// Whether the value can appear in logs and error messages.
  var isSafeToLog: Bool { Self.safeToLog.contains(name) }

  /// The field as `name: value`, with the value redacted unless it is safe to log.
  public var description: String {
    "\(name): \(isSafeToLog ? value : Redaction.placeholder)"
  }

  /// A mirror whose only child is the description.
  public var customMirror: Mirror {
    Mirror(self, children: ["field": description], displayStyle: .struct)
  }
}

/// The name of a header field, compared without regard to case (RFC 9110 §5.1).
public struct HTTPFieldName: RawRepresentable, Sendable {
  /// The name in its original spelling.
  public let rawValue: String
  /// The name in lower case, used for comparison.
  public let canonicalName: String

  /// Creates a name, or returns `nil` if the text is not a token (RFC 9110 §5.6.2).
  public init?(rawValue: String) {
    guard HTTPSyntax.isToken(rawValue) else { return nil }
    self.init(unchecked: rawValue)
  }

  private init(unchecked rawValue: String) {
    self.rawValue = rawValue
    canonicalName = HTTPSyntax.lowercased(rawValue)
  }

  /// `Accept`.
  public static let accept = HTTPFieldName(unchecked: "Accept")
  /// `Authorization`.
  public static let authorization = HTTPFieldName(unchecked: "Authorization")
  /// `Content-Length`.
  public static let contentLength = HTTPFieldName(unchecked: "Content-Length")
  /// `Content-Type`.
  public static let contentType = HTTPFieldName(unchecked: "Content-Type")
  /// `Cookie`.
  package static let cookie = HTTPFieldName(unchecked: "Cookie")
  /// `Connection`: the names of the fields that are for the next server only.
  package static let connection = HTTPFieldName(unchecked: "Connection")
  /// `Date`.
  public static let date = HTTPFieldName(unchecked: "Date")
  /// `Location`.
  public static let location = HTTPFieldName(unchecked: "Location")
  /// `Retry-After`: the delay before a retry, in seconds or as a date (RFC 9110 §10.2.3).
  public static let retryAfter = HTTPFieldName(unchecked: "Retry-After")
  /// `retry-after-ms`: the delay before a retry, in milliseconds.
  public static let retryAfterMilliseconds = HTTPFieldName(unchecked: "retry-after-ms")
  /// `User-Agent`.
  public static let userAgent = HTTPFieldName(unchecked: "User-Agent")
  /// `Via`: the servers that a message has passed (RFC 9110 §7.6.3).
  package static let via = HTTPFieldName(unchecked: "Via")
  /// `x-correlation-id`: the ID of a request in the service's logs.
  public static let correlationID = HTTPFieldName(unchecked: "x-correlation-id")
  /// `x-request-id`: the ID of a request in the service's logs.
  public static let requestID = HTTPFieldName(unchecked: "x-request-id")
  /// `x-retry-count`: the number of earlier attempts of a request.
  public static let retryCount = HTTPFieldName(unchecked: "x-retry-count")
  /// `x-should-retry`: the server's override of the client's retry decision, `true` or `false`.
  public static let shouldRetry = HTTPFieldName(unchecked: "x-should-retry")
}

extension HTTPFieldName: Hashable {
  /// Returns whether two names are equal, ignoring case.
  public static func == (left: HTTPFieldName, right: HTTPFieldName) -> Bool {
    left.canonicalName == right.canonicalName
  }

  /// Hashes the name, ignoring case.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(canonicalName)
  }
}

extension HTTPFieldName: CustomStringConvertible {
  /// The name in its original spelling.
  public var description: String { rawValue }
}

/// An error for an invalid header field.
public struct HTTPFieldError: Error, Sendable, Hashable {
  /// The reason a header field is invalid.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The name is empty or contains a character not allowed in names.
    case invalidName
    /// The value contains a control character.
    case invalidValue
  }

  /// The error code.
  public let code: Code
  /// The name of the field as given.
  public let name: String
}

extension HTTPFieldError: CustomStringConvertible {
  /// A message with the cause and the fix; it never contains the value.
  public var description: String {
    switch code {
    case .invalidName:
      "The header name \(name.debugDescription) can't be sent: use ASCII letters, digits and any "
        + "of !#$%&'*+-.^_`|~ only."
    case .invalidValue:
      "The value of the header \(name) can't be sent, since it holds a control character: remove "
        + "line breaks and other invisible characters."
    }
  }
}
