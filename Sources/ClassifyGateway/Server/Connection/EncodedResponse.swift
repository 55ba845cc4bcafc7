// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOCore
import NIOHTTP1

/// A response as message parts, and whether the connection stays open after it.
struct EncodedResponse {
  /// The head, the body if there is one, and the end unless the body is truncated.
  let parts: [HTTPServerResponsePart]
  /// Whether the connection stays open for another request.
  let keepsAlive: Bool
  /// The status code.
  let status: Int

  /// Encodes a response.
  ///
  /// - Parameters:
  ///   - response: The response; a status outside 200 to 999 is replaced by 502.
  ///   - method: The method of the request; a response to `HEAD` has no body.
  ///   - keepsAlive: Whether the client supports another request on the connection.
  ///   - date: The value of the `Date` field if the response has none.
  init(
    _ response: HTTPResponse, to method: ClassifyHTTP.HTTPMethod, keepsAlive: Bool, date: String
  ) {
    let isSendable = (200...999).contains(response.status.code)
    let response =
      isSendable ? response : RequestRejection(502, "The service sent no proper status.").response
    status = response.status.code
    let hasBody = method.rawValue != "HEAD" && status != 204 && status != 304
    let declared = Self.declaredLength(of: response)
    let isTruncated = hasBody && (declared ?? 0) > response.body.count
    self.keepsAlive = keepsAlive && !isTruncated

    var headers = ForwardedFields.headers(of: response.headerFields)
    if status != 204 {
      let length = isTruncated || !hasBody ? declared : nil
      headers.add(name: "Content-Length", value: String(length ?? response.body.count))
    }
    if !headers.contains(name: "Date") { headers.add(name: "Date", value: date) }
    if !self.keepsAlive { headers.add(name: "Connection", value: "close") }

    var parts: [HTTPServerResponsePart] = [
      .head(
        HTTPResponseHead(
          version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers))
    ]
    if hasBody, !response.body.isEmpty {
      parts.append(.body(.byteBuffer(ByteBuffer(bytes: response.body))))
    }
    if !isTruncated { parts.append(.end(nil)) }
    self.parts = parts
  }

  /// Encodes the response to a request that can't be read, after which the connection is closed.
  init(_ rejection: RequestRejection) {
    self.init(rejection.response, to: .get, keepsAlive: false, date: DateField.now())
  }

  /// Returns the `Content-Length` of the response, or `nil` if it has none or a content coding.
  private static func declaredLength(of response: HTTPResponse) -> Int? {
    guard response.headerFields["Content-Encoding"] == nil else { return nil }
    return response.headerFields[.contentLength].flatMap { Int($0) }
  }
}

/// The value of the `Date` field, required of servers with a clock (RFC 9110 §6.6.1).
enum DateField {
  static func now() -> String {
    HTTPDate.text(secondsSinceEpoch: Int(WallClock.milliseconds() / 1_000))
  }
}
#endif
