// SPDX-License-Identifier: Apache-2.0

/// A method of an HTTP request, such as `GET`.
///
/// Methods are case-sensitive (RFC 9110 §9.1): `get` is another method than `GET`.
public struct HTTPMethod: RawRepresentable, Sendable, Hashable {
  /// The method as it is sent.
  public let rawValue: String

  /// Makes a method from its text, or returns nil if the text is not a token (RFC 9110 §5.6.2).
  public init?(rawValue: String) {
    guard HTTPSyntax.isToken(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  private init(known rawValue: String) {
    self.rawValue = rawValue
  }

  /// Reads; has no body.
  public static let get = HTTPMethod(known: "GET")
  /// Creates, or does something; not repeatable by itself.
  public static let post = HTTPMethod(known: "POST")
  /// Replaces.
  public static let put = HTTPMethod(known: "PUT")
  /// Removes.
  public static let delete = HTTPMethod(known: "DELETE")
}

extension HTTPMethod: CustomStringConvertible {
  /// The method as it is sent.
  public var description: String { rawValue }
}
