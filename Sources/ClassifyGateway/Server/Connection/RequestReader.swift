// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOCore
import NIOHTTP1

/// Puts the requests of a connection together from their parts, one after the other.
struct RequestReader {
  typealias Parts = NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  typealias Answers = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// A request with what its connection needs to know of it.
  struct Incoming {
    var request: HTTPRequest
    /// The path without its query.
    var path: String
    /// Whether the client wants to send another one on this connection.
    var keepsAlive: Bool
  }

  private var parts: Parts
  private let answers: Answers
  private let limits: TransportServer.Limits

  init(_ parts: Parts, answers: Answers, limits: TransportServer.Limits) {
    self.parts = parts
    self.answers = answers
    self.limits = limits
  }

  /// Returns the next request, or nil if there is none to come.
  ///
  /// - Throws: ``RequestRefusal`` if there is one that can't be taken, after which nothing can be
  ///   read any more; and whatever breaks a connection.
  mutating func next() async throws -> Incoming? {
    guard let part = try await parts.next(isolation: #isolation) else { return nil }
    guard case .head(let head) = part else { throw RequestRefusal.malformed }
    let target = try RequestTarget(head)
    // The parser's name of this method lacks the hyphen.
    let name = head.method == .MSEARCH ? "M-SEARCH" : head.method.rawValue
    guard let method = ClassifyHTTP.HTTPMethod(rawValue: name) else {
      throw RequestRefusal.unknownMethod
    }
    let fields = try ForwardedFields.fields(of: head.headers)
    let body = try await body(of: head)
    return Incoming(
      request: HTTPRequest(
        method: method, scheme: "http", authority: target.authority, path: target.path,
        headerFields: fields, body: body),
      path: target.pathWithoutQuery, keepsAlive: Self.keepsAlive(head))
  }

  /// Reads and drops what the client still sends.
  mutating func drain() async throws {
    while try await parts.next(isolation: #isolation) != nil {}
  }

  /// Whether another request can follow: behind one that offers another protocol, the parser reads
  /// no more.
  private static func keepsAlive(_ head: HTTPRequestHead) -> Bool {
    head.isKeepAlive && head.version.minor > 0 && !head.headers.contains(name: "Upgrade")
  }

  private mutating func body(of head: HTTPRequestHead) async throws -> [UInt8]? {
    let length = head.headers.first(name: "Content-Length").flatMap { Int($0) }
    let hasBody = length != nil || head.headers.contains(name: "Transfer-Encoding")
    if let length, length > limits.bodyBytes {
      throw RequestRefusal.bodyTooLarge(limit: limits.bodyBytes)
    }
    if let expectation = head.headers.first(name: "Expect") {
      guard expectation.lowercased() == "100-continue" else {
        throw RequestRefusal.expectationFailed
      }
      let answer = HTTPResponseHead(version: .http1_1, status: .continue)
      if hasBody, length != 0 { try await answers.write(.head(answer)) }
    }
    var bytes: [UInt8] = []
    while let part = try await parts.next(isolation: #isolation) {
      switch part {
      case .head: throw RequestRefusal.malformed
      case .body(let piece):
        guard bytes.count + piece.readableBytes <= limits.bodyBytes else {
          throw RequestRefusal.bodyTooLarge(limit: limits.bodyBytes)
        }
        bytes.append(contentsOf: piece.readableBytesView)
      case .end:
        return hasBody ? bytes : nil
      }
    }
    throw ChannelError.eof
  }
}
#endif
