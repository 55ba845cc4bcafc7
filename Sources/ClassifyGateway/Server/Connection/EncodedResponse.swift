// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOCore
import NIOHTTP1
import Synchronization

/// A response as message parts, and whether the connection stays open after it.
struct EncodedResponse {
  /// A body that is sent in parts after the other parts, and then the end.
  struct Stream {
    /// The total size in bytes; `nil` if it is not known.
    let length: Int?
    let parts: any AsyncSequence<ByteBuffer, any Error> & Sendable
  }

  /// The head, the body if it is complete, and the end unless the body is truncated or a stream.
  let parts: [HTTPServerResponsePart]
  /// The body that follows; `nil` if there is none.
  let stream: Stream?
  /// Whether the connection stays open for another request.
  let keepsAlive: Bool
  /// The status code.
  let status: Int

  /// Encodes a response.
  ///
  /// - Parameters:
  ///   - response: The response; a status outside 200 to 999 is replaced by 502.
  ///   - request: The head of the request; a response to `HEAD` has no body, and HTTP/1.0 has no
  ///     chunks.
  ///   - keepsAlive: Whether the client supports another request on the connection.
  ///   - date: The value of the `Date` field if the response has none.
  init(
    _ response: OutgoingResponse, to request: HTTPRequestHead, keepsAlive: Bool, date: String
  ) {
    let isSendable = (200...999).contains(response.status)
    let response =
      isSendable
      ? response
      : OutgoingResponse(RequestRejection(502, "The service sent no proper status.").response)
    status = response.status
    let hasBody = request.method != .HEAD && status != 204 && status != 304
    let framing = Framing(response, hasBody: hasBody)
    let isChunked = framing.length == nil && hasBody && request.version.minor > 0
    self.keepsAlive =
      keepsAlive && !framing.isTruncated && (framing.length != nil || isChunked || !hasBody)

    var headers = ForwardedFields.headers(of: response.fields)
    if status != 204, let length = framing.length {
      headers.add(name: "Content-Length", value: String(length))
    }
    if isChunked { headers.add(name: "Transfer-Encoding", value: "chunked") }
    if !headers.contains(name: "Date") { headers.add(name: "Date", value: date) }
    if !self.keepsAlive { headers.add(name: "Connection", value: "close") }

    var parts: [HTTPServerResponsePart] = [
      .head(
        HTTPResponseHead(
          version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers))
    ]
    switch response.body {
    case .bytes(let bytes):
      if hasBody, !bytes.isEmpty { parts.append(.body(.byteBuffer(ByteBuffer(bytes: bytes)))) }
      stream = nil
    case .buffer(let buffer):
      if hasBody, buffer.readableBytes > 0 { parts.append(.body(.byteBuffer(buffer))) }
      stream = nil
    case .stream(let length, let sequence):
      stream = hasBody ? Stream(length: length, parts: sequence) : nil
    }
    if !framing.isTruncated, stream == nil { parts.append(.end(nil)) }
    self.parts = parts
  }

  /// Encodes the response to a request that can't be read, after which the connection is closed.
  init(_ rejection: RequestRejection, _ id: RequestID) {
    self.init(
      OutgoingResponse(rejection, id),
      to: HTTPRequestHead(version: .http1_1, method: .GET, uri: "/"), keepsAlive: false,
      date: DateField.now())
  }
}

/// The size that a response announces.
private struct Framing {
  /// The value of `Content-Length`; `nil` for none.
  let length: Int?
  /// Whether the body is complete but smaller than announced.
  let isTruncated: Bool

  init(_ response: OutgoingResponse, hasBody: Bool) {
    let byteCount: Int
    switch response.body {
    case .bytes(let bytes): byteCount = bytes.count
    case .buffer(let buffer): byteCount = buffer.readableBytes
    case .stream(let length, _):
      self.length = length
      isTruncated = false
      return
    }
    let declared = response.fields[.contentLength].flatMap { Int($0) }
    isTruncated = hasBody && (declared ?? 0) > byteCount
    length = (isTruncated || !hasBody ? declared : nil) ?? byteCount
  }
}

/// The value of the `Date` field, required of servers with a clock (RFC 9110 §6.6.1).
enum DateField {
  /// The last second that was asked for, and its text.
  private static let last = Mutex<(second: Int, text: String)>(
    (0, HTTPDate.text(secondsSinceEpoch: 0)))

  static func now() -> String {
    let second = Int(WallClock.milliseconds() / 1_000)
    return last.withLock { last in
      if last.second != second { last = (second, HTTPDate.text(secondsSinceEpoch: second)) }
      return last.text
    }
  }
}
#endif
