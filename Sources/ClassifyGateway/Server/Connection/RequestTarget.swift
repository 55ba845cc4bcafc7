// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOHTTP1

/// What a request asks for: the path with its query, exactly as it was sent, and the host.
struct RequestTarget: Hashable {
  /// The path and the query.
  let path: String
  /// The host, with its port if it has one.
  let authority: String

  /// The path alone.
  var pathWithoutQuery: String { String(path.prefix { $0 != "?" }) }

  /// Reads the target of a request in its two usual forms (RFC 9112 §3.2.1 and §3.2.2).
  ///
  /// - Throws: ``RequestRefusal`` for any other form, and without exactly one `Host`.
  init(_ head: HTTPRequestHead) throws(RequestRefusal) {
    let hosts = head.headers["Host"]
    guard hosts.count <= 1, let host = hosts.first ?? (head.version.minor == 0 ? "" : nil) else {
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
    guard end > rest.startIndex else { throw .wrongTarget }
    authority = String(rest[..<end])
    path = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
  }
}
#endif
