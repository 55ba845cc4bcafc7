// SPDX-License-Identifier: Apache-2.0

/// A request as it is handed to a transport, with its whole body.
///
/// The parts are named as in swift-http-types, so that an adapter to another library is short. The
/// description and the mirror show neither the body nor fields that may be secret.
public struct HTTPRequest: Sendable, Hashable {
  /// The method.
  public var method: HTTPMethod
  /// The scheme: `https` or `http`.
  public var scheme: String
  /// The host, and behind a colon the port if there is one.
  public var authority: String
  /// The path with its query, percent-encoded already, beginning with a slash.
  public var path: String
  /// The header fields; a transport adds those that frame the message, such as `Content-Length`.
  public var headerFields: HTTPFields
  /// The body; nil sends none.
  public var body: [UInt8]?

  /// Makes a request.
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
  /// The method and the URL, the fields with their values hidden, and the size of the body.
  public var description: String {
    let size = body.map { ", \($0.count) bytes" } ?? ""
    return "\(method) \(url) \(headerFields)\(size)"
  }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["request": description], displayStyle: .struct)
  }
}
