// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// The header fields forwarded between client and handler: all end-to-end fields.
enum ForwardedFields {
  /// Hop-by-hop fields, dropped whether or not `Connection` lists them (RFC 9110 §7.6.1, and
  /// fields of older software).
  private static let hopByHop: Set<String> = [
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
    "te", "trailer", "transfer-encoding", "upgrade",
  ]

  /// Framing fields, which each connection sets itself.
  private static let framing: Set<String> = ["content-length", "expect", "host"]

  /// Returns the fields of a request to forward to the handler.
  ///
  /// - Throws: ``RequestRejection`` if a field is invalid, or not UTF-8, so that it can't be forwarded
  ///   unchanged.
  static func fields(of headers: HTTPHeaders) throws(RequestRejection) -> HTTPFields {
    let options = connectionOptions(in: headers["Connection"])
    var fields: [HTTPField] = []
    fields.reserveCapacity(headers.count)
    for (name, value) in headers {
      let field: HTTPField
      do throws(HTTPFieldError) {
        field = try HTTPField(name: name, value: value)
      } catch {
        throw .malformed
      }
      guard !field.value.hasReplacedBytes else { throw .notUTF8 }
      let name = field.name.canonicalName
      guard !hopByHop.contains(name), !framing.contains(name), !options.contains(name) else {
        continue
      }
      fields.append(field)
    }
    return HTTPFields(fields)
  }

  /// Returns the fields of a response to forward to the client.
  static func headers(of fields: HTTPFields) -> HTTPHeaders {
    let options = connectionOptions(in: fields.values(of: .connection))
    return HTTPHeaders(
      fields.compactMap { field in
        let name = field.name.canonicalName
        let isDropped =
          hopByHop.contains(name) || name == "content-length" || options.contains(name)
        return isDropped ? nil : (field.name.rawValue, field.value)
      })
  }

  /// Returns the lower-case field names listed in the values of `Connection`.
  private static func connectionOptions(in values: [String]) -> Set<String> {
    guard !values.isEmpty else { return [] }
    return Set(
      values.flatMap { $0.split(separator: ",") }
        .map { name in String(name.filter { $0 != " " && $0 != "\t" }).lowercased() })
  }
}

extension HTTPHeaders {
  /// The fields without spaces and tabs around the values, of which they are no part (RFC 9110 §5.5).
  ///
  /// The parser removes only those before a value.
  var trimmed: HTTPHeaders {
    let isTrimmed = allSatisfy { _, value in
      value.utf8.last.map { !ASCII.isWhitespace($0) } ?? true
    }
    guard !isTrimmed else { return self }
    return HTTPHeaders(
      map { name, value in
        var value = Substring(value).utf8
        while let last = value.last, ASCII.isWhitespace(last) { value.removeLast() }
        return (name, String(Substring(value)))
      })
  }
}

extension String {
  /// Whether the HTTP parser can have replaced bytes that are not UTF-8 (U+FFFD).
  var hasReplacedBytes: Bool {
    utf8.contains(0xEF) && unicodeScalars.contains("\u{FFFD}")
  }
}
#endif
