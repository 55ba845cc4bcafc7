// SPDX-License-Identifier: Apache-2.0

/// A request with its complete body, as passed to a transport.
///
/// Property names follow swift-http-types, so an adapter to another HTTP library stays short. The
/// description and the mirror omit the body and redact fields that can hold secrets.
public struct HTTPRequest: Sendable, Hashable {
  /// The method.
  public var method: HTTPMethod
  /// The scheme: `https` or `http`.
  public var scheme: String
  /// The host, with `:port` if the URL has one.
  public var authority: String
  /// The percent-encoded path and query, starting with a slash.
  public var path: String
  /// The header fields; the transport adds framing fields such as `Content-Length`.
  public var headerFields: HTTPFields
  /// The body; `nil` for a request without one.
  public var body: [UInt8]?

  /// Creates a request; the parts are not validated.
  public init(
    method: HTTPMethod, scheme: String, authority: String, path: String,
    headerFields: HTTPFields = [], body: [UInt8]? = nil
  ) {
    self.method = method
    self.scheme = scheme
    self.authority = authority
    self.path = path
    self.headerFields = headerFields
    self.body = body
  }

  /// The absolute URL.
  public var url: String { "\(scheme)://\(authority)\(path)" }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  /// The method, the URL, the redacted fields, and the size of the body in bytes.
  public var description: String {
    let size = body.map { ", \($0.count) bytes" } ?? ""
    return "\(method) \(url) \(headerFields)\(size)"
  }

  /// A mirror whose only child is the description.
  public var customMirror: Mirror {
    Mirror(self, children: ["request": description], displayStyle: .struct)
  }
}

/// An HTTP request method such as `GET`, case-sensitive (RFC 9110 §9.1).
public struct HTTPMethod: RawRepresentable, Sendable, Hashable {
  /// The method as sent.
  public let rawValue: String

  /// Creates a method, or returns `nil` if the text is not a token (RFC 9110 §5.6.2).
  public init?(rawValue: String) {
    guard HTTPSyntax.isToken(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  private init(unchecked rawValue: String) {
    self.rawValue = rawValue
  }

  /// `GET`.
  public static let get = HTTPMethod(unchecked: "GET")
  /// `HEAD`, whose response has no body.
  public static let head = HTTPMethod(unchecked: "HEAD")
  /// `POST`, which is not idempotent.
  public static let post = HTTPMethod(unchecked: "POST")
  /// `PUT`.
  public static let put = HTTPMethod(unchecked: "PUT")
  /// `DELETE`.
  public static let delete = HTTPMethod(unchecked: "DELETE")
}

extension HTTPMethod: CustomStringConvertible {
  /// The method as sent.
  public var description: String { rawValue }
}
