// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// The header fields forwarded between client and transport: all end-to-end fields.
enum ForwardedFields {
  /// Hop-by-hop fields, dropped whether or not `Connection` lists them (RFC 9110 §7.6.1, and
  /// fields of older software).
  private static let hopByHop: Set<String> = [
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
    "te", "trailer", "transfer-encoding", "upgrade",
  ]

  /// Framing fields, which each connection sets itself.
  private static let framing: Set<String> = ["content-length", "expect", "host"]

  /// Returns the fields of a request to forward to the transport.
  ///
  /// - Throws: ``RequestRejection`` if a field is invalid.
  static func fields(of headers: HTTPHeaders) throws(RequestRejection) -> HTTPFields {
    let dropped = hopByHop.union(framing).union(connectionOptions(in: headers["Connection"]))
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

  /// Returns the fields of a response to forward to the client.
  ///
  /// `Content-Encoding` is dropped because a transport returns a decoded body.
  static func headers(of fields: HTTPFields) -> HTTPHeaders {
    let connection = HTTPFieldName(rawValue: "Connection").map(fields.values(of:)) ?? []
    let dropped = hopByHop.union(["content-encoding", "content-length"])
      .union(connectionOptions(in: connection))
    return HTTPHeaders(
      fields.filter { !dropped.contains($0.name.canonicalName) }
        .map { ($0.name.rawValue, $0.value) })
  }

  /// Returns the lower-case field names listed in the values of `Connection`.
  private static func connectionOptions(in values: [String]) -> Set<String> {
    Set(
      values.flatMap { $0.split(separator: ",") }
        .map { name in String(name.filter { $0 != " " && $0 != "\t" }).lowercased() })
  }
}
#endif
