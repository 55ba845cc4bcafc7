// SPDX-License-Identifier: Apache-2.0

/// The address of a service: what every request's URL begins with.
///
/// A value is always usable: `https` or `http`, a host, and maybe a port and a path to put before
/// every request's own. It has no user, password, query or fragment.
public struct BaseURL: Sendable, Hashable {
  /// How the service is spoken to.
  public enum Scheme: String, Sendable, Hashable, CaseIterable {
    /// Encrypted.
    case https
    /// In the clear, for instance to a server on the same machine.
    case http

    var defaultPort: Int {
      switch self {
      case .https: 443
      case .http: 80
      }
    }
  }

  /// How the service is spoken to.
  public let scheme: Scheme
  /// The host in lower case; an IPv6 address is in brackets.
  public let host: String
  /// The port, or nil if it is the scheme's own.
  public let port: Int?
  /// The path before every request's own: empty, or beginning and not ending with a slash.
  public let pathPrefix: String

  /// Reads a base URL such as `https://api.cloud.llamaindex.ai`.
  ///
  /// One slash at the end is dropped, and so is a port that is the scheme's own.
  ///
  /// - Throws: ``BaseURLError`` if the text is anything but a scheme, a host, a port and a path.
  public init(_ text: String) throws(BaseURLError) {
    var parser = BaseURLParser(text)
    scheme = try parser.scheme()
    host = try parser.host()
    let port = try parser.port()
    self.port = port == scheme.defaultPort ? nil : port
    pathPrefix = try parser.path()
  }

  private init(known host: String) {
    scheme = .https
    self.host = host
    port = nil
    pathPrefix = ""
  }

  /// LlamaCloud in the United States.
  public static let us = BaseURL(known: "api.cloud.llamaindex.ai")
  /// LlamaCloud in the European Union.
  public static let eu = BaseURL(known: "api.cloud.eu.llamaindex.ai")

  /// The host, and behind a colon the port if there is one.
  public var authority: String {
    port.map { "\(host):\($0)" } ?? host
  }
}

extension BaseURL: CustomStringConvertible {
  /// The URL, without a slash at its end.
  public var description: String { "\(scheme.rawValue)://\(authority)\(pathPrefix)" }
}
