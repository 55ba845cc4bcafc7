// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// The header fields that go from one side to the other: those that are not about a connection.
enum ForwardedFields {
  /// Fields that are about one connection, whether or not `Connection` names them (RFC 9110
  /// §7.6.1, and what older software sends).
  private static let hopByHop: Set<String> = [
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
    "te", "trailer", "transfer-encoding", "upgrade",
  ]

  /// What frames a message, which each side says for itself.
  private static let framing: Set<String> = ["content-length", "expect", "host"]

  /// Returns the fields of a request that go on to a transport.
  ///
  /// - Throws: ``RequestRefusal`` if a field can't be sent on.
  static func fields(of headers: HTTPHeaders) throws(RequestRefusal) -> HTTPFields {
    let dropped = hopByHop.union(framing).union(named(by: headers["Connection"]))
    var fields = HTTPFields()
    for (name, value) in headers where !dropped.contains(name.lowercased()) {
      do throws(HTTPFieldError) {
        fields.append(try HTTPField(name: name, value: value))
      } catch {
        throw .malformed
      }
    }
    return fields
  }

  /// Returns the fields of a response that go on to a client.
  ///
  /// A body that a transport returns has no content coding any more.
  static func headers(of fields: HTTPFields) -> HTTPHeaders {
    let connection = HTTPFieldName(rawValue: "Connection").map(fields.values(of:)) ?? []
    let dropped = hopByHop.union(["content-encoding", "content-length"])
      .union(named(by: connection))
    return HTTPHeaders(
      fields.filter { !dropped.contains($0.name.canonicalName) }
        .map { ($0.name.rawValue, $0.value) })
  }

  /// Returns the names, in lower case, in the values of `Connection`.
  private static func named(by values: [String]) -> Set<String> {
    Set(
      values.flatMap { $0.split(separator: ",") }
        .map { name in String(name.filter { $0 != " " && $0 != "\t" }).lowercased() })
  }
}
#endif
