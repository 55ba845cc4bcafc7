// SPDX-License-Identifier: Apache-2.0

/// The base URL of a service: the prefix of every request URL.
///
/// A value always has a scheme (`https` or `http`) and a host, and can have a port and a path
/// prefix. It never has user information, a query or a fragment.
public struct BaseURL: Sendable, Hashable {
  /// The URL scheme.
  public enum Scheme: String, Sendable, Hashable, CaseIterable {
    /// HTTP over TLS.
    case https
    /// HTTP without encryption, for instance to a server on the same machine.
    case http

    var defaultPort: Int {
      switch self {
      case .https: 443
      case .http: 80
      }
    }
  }

  /// The URL scheme.
  public let scheme: Scheme
  /// The host in lower case, with brackets around an IPv6 address.
  public let host: String
  /// The port, or `nil` for the scheme's default port.
  public let port: Int?
  /// The path prefix of every request: empty, or starting with a slash and not ending with one.
  public let pathPrefix: String

  /// Parses a base URL such as `https://api.cloud.llamaindex.ai`.
  ///
  /// One trailing slash and the scheme's default port are dropped.
  ///
  /// - Throws: ``BaseURLError`` if the text is invalid or has user information, a query or a
  ///   fragment.
  public init(_ text: String) throws(BaseURLError) {
    var parser = BaseURLParser(text)
    scheme = try parser.scheme()
    host = try parser.host()
    let port = try parser.port()
    self.port = port == scheme.defaultPort ? nil : port
    pathPrefix = try parser.path()
  }

  private init(unchecked host: String) {
    scheme = .https
    self.host = host
    port = nil
    pathPrefix = ""
  }

  /// LlamaCloud in the United States.
  public static let us = BaseURL(unchecked: "api.cloud.llamaindex.ai")
  /// LlamaCloud in the European Union.
  public static let eu = BaseURL(unchecked: "api.cloud.eu.llamaindex.ai")

  /// The host, with `:port` unless the port is the scheme's default.
  public var authority: String {
    port.map { "\(host):\($0)" } ?? host
  }
}

extension BaseURL: CustomStringConvertible {
  /// The URL without a trailing slash.
  public var description: String { "\(scheme.rawValue)://\(authority)\(pathPrefix)" }
}

/// A parser of base URLs, for a subset of the grammar of RFC 3986.
///
/// Its methods must be called in the order in which they are declared.
private struct BaseURLParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func scheme() throws(BaseURLError) -> BaseURL.Scheme {
    for scheme in BaseURL.Scheme.allCases {
      let prefix = Array("\(scheme.rawValue)://".utf8)
      if bytes.prefix(prefix.count).map(ASCII.lowercased) == prefix {
        position = prefix.count
        return scheme
      }
    }
    throw BaseURLError(code: .unsupportedScheme, offset: 0)
  }

  mutating func host() throws(BaseURLError) -> String {
    let authority = bytes[position..<end(of: "/?#")]
    if authority.contains(UInt8(ascii: "@")) {
      throw BaseURLError(code: .userInformation, offset: position)
    }
    let isBracketed = authority.first == UInt8(ascii: "[")
    let hostEnd =
      isBracketed
      ? authority.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? authority.endIndex
      : authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
    let host = authority[..<hostEnd]
    if host.isEmpty {
      throw BaseURLError(code: .missingHost, offset: position)
    }
    guard isBracketed ? Self.isIPv6Address(host) : Self.isHostName(host) else {
      throw BaseURLError(code: .invalidHost, offset: position)
    }
    position = hostEnd
    return String(decoding: host.map(ASCII.lowercased), as: UTF8.self)
  }

  mutating func port() throws(BaseURLError) -> Int? {
    let rest = bytes[position..<end(of: "/?#")]
    guard let colon = rest.first else { return nil }
    let digits = rest.dropFirst()
    guard colon == UInt8(ascii: ":"), (1...5).contains(digits.count),
      digits.allSatisfy(ASCII.isDigit), let port = Int(String(decoding: digits, as: UTF8.self)),
      (1...65_535).contains(port)
    else { throw BaseURLError(code: .invalidPort, offset: position) }
    position = rest.endIndex
    return port
  }

  mutating func path() throws(BaseURLError) -> String {
    let pathEnd = end(of: "?#")
    var path = bytes[position..<pathEnd]
    if path.last == UInt8(ascii: "/") { path.removeLast() }
    for segment in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst()
    {
      guard Self.isSegment(segment) else {
        throw BaseURLError(code: .invalidPath, offset: position)
      }
    }
    if pathEnd < bytes.count {
      let isQuery = bytes[pathEnd] == UInt8(ascii: "?")
      throw BaseURLError(code: isQuery ? .query : .fragment, offset: pathEnd)
    }
    return String(decoding: path, as: UTF8.self)
  }

  private func end(of delimiters: String) -> Int {
    let delimiters = Array(delimiters.utf8)
    return bytes[position...].firstIndex(where: delimiters.contains) ?? bytes.count
  }

  /// Underscores are not valid in DNS names, but container networks use them.
  private static func isHostName(_ host: ArraySlice<UInt8>) -> Bool {
    host.allSatisfy { ASCII.isAlphanumeric($0) || "-._".utf8.contains($0) }
  }

  private static func isIPv6Address(_ host: ArraySlice<UInt8>) -> Bool {
    let inside = host.dropFirst().dropLast()
    return host.last == UInt8(ascii: "]") && inside.contains(UInt8(ascii: ":"))
      && inside.allSatisfy { ASCII.isHexadecimal($0) || ":.".utf8.contains($0) }
  }

  /// Returns whether a segment consists of `pchar`s (RFC 3986 §3.3) and is not empty, `.` or `..`.
  private static func isSegment(_ segment: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: segment, as: UTF8.self)
    guard !text.isEmpty, !PercentEncoding.isDotSegment(text) else { return false }
    for index in segment.indices {
      let byte = segment[index]
      if byte == UInt8(ascii: "%") {
        let digits = segment[(index + 1)...].prefix(2)
        guard digits.count == 2, digits.allSatisfy(ASCII.isHexadecimal) else { return false }
      } else if !ASCII.isAlphanumeric(byte) && !"-._~!$&'()*+,;=:@".utf8.contains(byte) {
        return false
      }
    }
    return true
  }
}

/// An error for text that is not a valid base URL; it contains no part of the text, which can hold a
/// password or a key.
public struct BaseURLError: Error, Sendable, Hashable {
  /// The reason a base URL is invalid.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The text does not start with `https://` or `http://`.
    case unsupportedScheme
    /// The URL contains a user name or a password.
    case userInformation
    /// The URL has no host.
    case missingHost
    /// The host contains a character not allowed in hosts.
    case invalidHost
    /// The port is not a number from 1 to 65535.
    case invalidPort
    /// The path contains an invalid character, or an empty, `.` or `..` segment.
    case invalidPath
    /// The URL has a query.
    case query
    /// The URL has a fragment.
    case fragment
  }

  /// The error code.
  public let code: Code
  /// The zero-based UTF-8 byte offset of the invalid part.
  public let offset: Int
}

extension BaseURLError: CustomStringConvertible {
  /// A message with the cause, the byte offset and the fix.
  public var description: String {
    "The base URL can't be used: \(fault) at byte \(offset); \(advice)."
  }

  private var fault: String {
    switch code {
    case .unsupportedScheme: "no https:// or http://"
    case .userInformation: "a user or password"
    case .missingHost: "no host"
    case .invalidHost: "the host"
    case .invalidPort: "the port"
    case .invalidPath: "the path"
    case .query: "a query"
    case .fragment: "a fragment"
    }
  }

  private var advice: String {
    switch code {
    case .unsupportedScheme: "write it in full, such as https://api.cloud.llamaindex.ai"
    case .userInformation: "remove all up to the @, and give the key separately"
    case .missingHost: "put the server's name after the slashes"
    case .invalidHost: "use ASCII letters, digits, dots and hyphens, or an IPv6 address in brackets"
    case .invalidPort: "use a number from 1 to 65535, or leave the port and its colon out"
    case .invalidPath: "percent-encode special characters, and leave out empty, . and .. segments"
    case .query: "remove the ? and what follows"
    case .fragment: "remove the # and what follows"
    }
  }
}
