// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOCore
import NIOHTTP1

/// A reader that assembles the requests of a connection from their parts, in order.
struct RequestReader {
  typealias Parts = NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  typealias Responses = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// A request with the properties that its connection needs.
  struct Incoming {
    var request: HTTPRequest
    /// The path without its query.
    var path: String
    /// Whether the client can send another request on this connection.
    var keepsAlive: Bool
  }

  private var parts: Parts
  private let responses: Responses
  private let limits: TransportServer.Limits

  init(_ parts: Parts, responses: Responses, limits: TransportServer.Limits) {
    self.parts = parts
    self.responses = responses
    self.limits = limits
  }

  /// Returns the next request, or `nil` at the end of the connection.
  ///
  /// - Throws: ``RequestRejection`` if the request is rejected, after which no further request can
  ///   be read; or the error that ended the connection.
  mutating func next() async throws -> Incoming? {
    guard let part = try await parts.next(isolation: #isolation) else { return nil }
    guard case .head(let head) = part else { throw RequestRejection.malformed }
    let target = try RequestTarget(head)
    // The parser omits the hyphen of this method.
    let name = head.method == .MSEARCH ? "M-SEARCH" : head.method.rawValue
    guard let method = ClassifyHTTP.HTTPMethod(rawValue: name) else {
      throw RequestRejection.unknownMethod
    }
    let fields = try ForwardedFields.fields(of: head.headers)
    let body = try await body(of: head)
    return Incoming(
      request: HTTPRequest(
        method: method, scheme: "http", authority: target.authority, path: target.path,
        headerFields: fields, body: body),
      path: target.pathWithoutQuery, keepsAlive: Self.keepsAlive(head))
  }

  /// Reads and discards the remaining input.
  mutating func drain() async throws {
    while try await parts.next(isolation: #isolation) != nil {}
  }

  /// Returns whether another request can follow; after `Upgrade`, the parser stops reading.
  private static func keepsAlive(_ head: HTTPRequestHead) -> Bool {
    head.isKeepAlive && head.version.minor > 0 && !head.headers.contains(name: "Upgrade")
  }

  private mutating func body(of head: HTTPRequestHead) async throws -> [UInt8]? {
    let length = head.headers.first(name: "Content-Length").flatMap { Int($0) }
    let hasBody = length != nil || head.headers.contains(name: "Transfer-Encoding")
    if let length, length > limits.bodyBytes {
      throw RequestRejection.bodyTooLarge(limit: limits.bodyBytes)
    }
    if let expectation = head.headers.first(name: "Expect") {
      guard expectation.lowercased() == "100-continue" else {
        throw RequestRejection.expectationFailed
      }
      let head = HTTPResponseHead(version: .http1_1, status: .continue)
      if hasBody, length != 0 { try await responses.write(.head(head)) }
    }
    var bytes: [UInt8] = []
    while let part = try await parts.next(isolation: #isolation) {
      switch part {
      case .head: throw RequestRejection.malformed
      case .body(let chunk):
        guard bytes.count + chunk.readableBytes <= limits.bodyBytes else {
          throw RequestRejection.bodyTooLarge(limit: limits.bodyBytes)
        }
        bytes.append(contentsOf: chunk.readableBytesView)
      case .end:
        return hasBody ? bytes : nil
      }
    }
    throw ChannelError.eof
  }
}

/// The target of a request: the path and query, exactly as received, and the host.
struct RequestTarget: Hashable {
  /// The path and the query.
  let path: String
  /// The host, with `:port` if there is one.
  let authority: String

  /// The path without the query.
  var pathWithoutQuery: String { String(path.prefix { $0 != "?" }) }

  /// Parses a target in origin form or absolute form (RFC 9112 §3.2.1 and §3.2.2).
  ///
  /// - Throws: ``RequestRejection`` for any other form, or unless there is exactly one `Host` field
  ///   (optional in HTTP/1.0).
  init(_ head: HTTPRequestHead) throws(RequestRejection) {
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
