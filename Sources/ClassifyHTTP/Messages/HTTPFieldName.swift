// SPDX-License-Identifier: Apache-2.0

/// The name of a header field.
///
/// It keeps its spelling; names that differ in case only are equal (RFC 9110 §5.1).
public struct HTTPFieldName: RawRepresentable, Sendable {
  /// The name as it was written.
  public let rawValue: String
  /// The name in lower case, by which names are compared.
  public let canonicalName: String

  /// Makes a name from its text, or returns nil if the text is not a token (RFC 9110 §5.6.2).
  public init?(rawValue: String) {
    guard HTTPSyntax.isToken(rawValue) else { return nil }
    self.init(known: rawValue)
  }

  private init(known rawValue: String) {
    self.rawValue = rawValue
    canonicalName = HTTPSyntax.lowercased(rawValue)
  }
}

extension HTTPFieldName: Hashable {
  /// Tells whether the names are equal but for the case of their letters.
  public static func == (left: HTTPFieldName, right: HTTPFieldName) -> Bool {
    left.canonicalName == right.canonicalName
  }

  /// Hashes the name regardless of case.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(canonicalName)
  }
}

extension HTTPFieldName: CustomStringConvertible {
  /// The name as it was written.
  public var description: String { rawValue }
}

extension HTTPFieldName {
  /// `Accept`.
  public static let accept = HTTPFieldName(known: "Accept")
  /// `Authorization`.
  public static let authorization = HTTPFieldName(known: "Authorization")
  /// `Content-Length`.
  public static let contentLength = HTTPFieldName(known: "Content-Length")
  /// `Content-Type`.
  public static let contentType = HTTPFieldName(known: "Content-Type")
  /// `Date`.
  public static let date = HTTPFieldName(known: "Date")
  /// `Location`.
  public static let location = HTTPFieldName(known: "Location")
  /// `Retry-After`: when to try again, as seconds or a date (RFC 9110 §10.2.3).
  public static let retryAfter = HTTPFieldName(known: "Retry-After")
  /// `retry-after-ms`: when to try again, in milliseconds.
  public static let retryAfterMilliseconds = HTTPFieldName(known: "retry-after-ms")
  /// `User-Agent`.
  public static let userAgent = HTTPFieldName(known: "User-Agent")
  /// `x-correlation-id`: the id by which the service's logs know a request.
  public static let correlationID = HTTPFieldName(known: "x-correlation-id")
  /// `x-request-id`: the id by which the service's logs know a request.
  public static let requestID = HTTPFieldName(known: "x-request-id")
  /// `x-retry-count`: how many times a request was sent before.
  public static let retryCount = HTTPFieldName(known: "x-retry-count")
  /// `x-should-retry`: the server's own word on whether to try again.
  public static let shouldRetry = HTTPFieldName(known: "x-should-retry")
}
