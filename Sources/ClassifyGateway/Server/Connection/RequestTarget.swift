// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// The target of a request: the path and query, exactly as received, and the host.
struct RequestTarget: Hashable {
  /// The path and the query.
  let path: String
  /// The host, with `:port` if there is one; empty if the client names none.
  let authority: String

  /// Parses a target in origin form or absolute form (RFC 9112 §3.2.1 and §3.2.2).
  ///
  /// - Throws: ``RequestRejection`` for any other form, for characters outside ASCII, or unless there
  ///   is exactly one valid `Host` field (optional in HTTP/1.0).
  init(_ head: HTTPRequestHead) throws(RequestRejection) {
    // Others are not allowed in a URL, and the parser replaces those that are not UTF-8.
    guard head.uri.utf8.allSatisfy({ $0 < 0x80 }) else { throw .wrongTarget }
    let hosts = head.headers["Host"]
    guard hosts.count <= 1, let host = hosts.first ?? (head.version.minor == 0 ? "" : nil),
      Self.isAuthority(host)
    else {
      throw .wrongHost
    }
    if head.uri.utf8.first == UInt8(ascii: "/") {
      path = head.uri
      authority = host
      return
    }
    let scheme = "http://"
    guard head.uri.lowercased().hasPrefix(scheme) else { throw .wrongTarget }
    let rest = head.uri.dropFirst(scheme.count)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard end > rest.startIndex, Self.isAuthority(rest[..<end]) else { throw .wrongTarget }
    authority = String(rest[..<end])
    path = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
  }

  /// Returns whether the text has only the characters of a host and a port, so no user information.
  private static func isAuthority(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "-._~!$&'()*+,;=%:[]".utf8.contains($0) }
  }
}
#endif
