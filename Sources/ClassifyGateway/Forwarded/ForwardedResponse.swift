// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOCore
import NIOHTTP1

/// A response of the upstream, as far as it has been received.
struct ForwardedResponse: Sendable {
  private let status: Int
  private let fields: HTTPFields
  /// The value of `Content-Length`.
  private let length: Int?
  private let hasBody: Bool
  /// The part of a small body that has been received.
  private var body = ByteBuffer()

  /// Reads a head; returns `nil` if its framing or a field is not known, so could be forwarded in
  /// another meaning.
  init?(_ head: HTTPResponseHead, to method: NIOHTTP1.HTTPMethod) {
    let headers = head.headers.trimmed
    let codings = headers["Transfer-Encoding"]
    let lengths = headers["Content-Length"]
    guard codings.isEmpty || codings.map({ $0.lowercased() }) == ["chunked"], lengths.count <= 1
    else { return nil }
    status = Int(head.status.code)
    var fields = HTTPFields()
    for (name, value) in headers {
      guard let field = try? HTTPField(name: name, value: value), !field.value.hasReplacedBytes
      else { return nil }
      fields.append(field)
    }
    self.fields = fields
    length = lengths.first.flatMap { Int($0) }
    guard length != nil || lengths.isEmpty else { return nil }
    hasBody = method != .HEAD && status != 204 && status != 304
  }

  /// The number of body bytes that follow; `nil` if it is not known.
  var expectedBytes: Int? { hasBody ? length : 0 }

  /// Adds a part of a small body.
  mutating func append(_ part: ByteBuffer) {
    guard body.readableBytes > 0 else {
      body = part
      return
    }
    var part = part
    body.writeBuffer(&part)
  }

  /// The response with the body received.
  var whole: OutgoingResponse {
    guard hasBody else { return streamed(IncomingBody()) }
    return OutgoingResponse(status: status, fields: fields, body: .buffer(body))
  }

  /// The response with a body that follows.
  func streamed(
    _ parts: some AsyncSequence<ByteBuffer, any Error> & Sendable
  ) -> OutgoingResponse {
    OutgoingResponse(status: status, fields: fields, body: .stream(length: length, parts))
  }
}
#endif
