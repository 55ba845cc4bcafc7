// SPDX-License-Identifier: Apache-2.0

/// Reads the parts of a base URL in their order, by the grammar of RFC 3986 less what we refuse.
struct BaseURLParser {
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
    throw BaseURLError(code: .unsupportedScheme, offset: 0, part: nil)
  }

  mutating func host() throws(BaseURLError) -> String {
    let authority = bytes[position..<end(of: "/?#")]
    if authority.contains(UInt8(ascii: "@")) {
      throw BaseURLError(code: .userInformation, offset: position, part: nil)
    }
    let isBracketed = authority.first == UInt8(ascii: "[")
    let hostEnd =
      isBracketed
      ? authority.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? authority.endIndex
      : authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
    let host = authority[..<hostEnd]
    if host.isEmpty {
      throw BaseURLError(code: .missingHost, offset: position, part: nil)
    }
    guard isBracketed ? Self.isAddress(host) : Self.isName(host) else {
      throw error(.invalidHost, host)
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
    else { throw error(.invalidPort, rest) }
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
      guard Self.isSegment(segment) else { throw error(.invalidPath, path) }
    }
    if pathEnd < bytes.count {
      let isQuery = bytes[pathEnd] == UInt8(ascii: "?")
      throw BaseURLError(code: isQuery ? .query : .fragment, offset: pathEnd, part: nil)
    }
    return String(decoding: path, as: UTF8.self)
  }

  private func end(of delimiters: String) -> Int {
    let delimiters = Array(delimiters.utf8)
    return bytes[position...].firstIndex(where: delimiters.contains) ?? bytes.count
  }

  private func error(_ code: BaseURLError.Code, _ part: ArraySlice<UInt8>) -> BaseURLError {
    BaseURLError(
      code: code, offset: part.startIndex, part: String(decoding: part.prefix(100), as: UTF8.self))
  }

  /// The underscore is not of the DNS, but of container networks.
  private static func isName(_ host: ArraySlice<UInt8>) -> Bool {
    host.allSatisfy { ASCII.isAlphanumeric($0) || "-._".utf8.contains($0) }
  }

  private static func isAddress(_ host: ArraySlice<UInt8>) -> Bool {
    let inside = host.dropFirst().dropLast()
    return host.last == UInt8(ascii: "]") && inside.contains(UInt8(ascii: ":"))
      && inside.allSatisfy { ASCII.isHexadecimal($0) || ":.".utf8.contains($0) }
  }

  /// A segment is `pchar`s (RFC 3986 §3.3), and neither empty nor one that means another place.
  private static func isSegment(_ segment: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: segment, as: UTF8.self)
    guard !["", ".", ".."].contains(PercentEncoding.decodingDots(text)) else { return false }
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
