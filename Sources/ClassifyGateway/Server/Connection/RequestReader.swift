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
  private let maximumBodyBytes: Int

  init(_ parts: Parts, responses: Responses, maximumBodyBytes: Int) {
    self.parts = parts
    self.responses = responses
    self.maximumBodyBytes = maximumBodyBytes
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

  /// Returns whether another request can follow; after `Upgrade`, the parser stops reading.
  private static func keepsAlive(_ head: HTTPRequestHead) -> Bool {
    head.isKeepAlive && head.version.minor > 0 && !head.headers.contains(name: "Upgrade")
  }

  private mutating func body(of head: HTTPRequestHead) async throws -> [UInt8]? {
    let framing = try RequestFraming(head, maximumBodyBytes: maximumBodyBytes)
    try await sendContinueIfExpected(head, framing)
    var bytes: [UInt8] = []
    while let part = try await parts.next(isolation: #isolation) {
      switch part {
      case .head: throw RequestRejection.malformed
      case .body(let chunk):
        Self.append(chunk, to: &bytes, framing)
      case .end:
        return framing.hasBody ? bytes : nil
      }
    }
    throw ChannelError.eof
  }

  private func sendContinueIfExpected(
    _ head: HTTPRequestHead, _ framing: RequestFraming
  ) async throws {
    // HTTP/1.0 clients don't know 1xx responses (RFC 9110 §10.1.1).
    guard let expectation = head.headers.first(name: "Expect"), head.version.minor > 0 else {
      return
    }
    guard expectation.lowercased() == "100-continue" else {
      throw RequestRejection.expectationFailed
    }
    guard framing.hasBody, framing != .length(0) else { return }
    try await responses.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
  }

  /// Appends a chunk; grows the array in small steps, so that it has little unused capacity.
  private static func append(
    _ chunk: ByteBuffer, to bytes: inout [UInt8], _ framing: RequestFraming
  ) {
    let needed = bytes.count + chunk.readableBytes
    if needed > bytes.capacity {
      let larger = max(needed, bytes.capacity + bytes.capacity / 4)
      bytes.reserveCapacity(
        framing == .chunked ? larger : max(needed, min(larger, framing.announcedBytes)))
    }
    bytes.append(contentsOf: chunk.readableBytesView)
  }
}
#endif
