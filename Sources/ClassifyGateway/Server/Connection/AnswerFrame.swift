// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOCore
import NIOHTTP1

/// A response in the parts that are sent, with what becomes of the connection.
struct AnswerFrame {
  /// The head, the body if there is one, and the end unless the body was cut short.
  let parts: [HTTPServerResponsePart]
  /// Whether another request can follow.
  let keepsAlive: Bool
  /// The status.
  let status: Int

  /// Makes the parts of a response.
  ///
  /// - Parameters:
  ///   - response: The response. One with a status that can't end an exchange becomes a 502.
  ///   - method: What the request was: an answer to `HEAD` has no body.
  ///   - keepsAlive: Whether the client would send another request.
  ///   - date: The value of `Date`, if the response has none of its own.
  init(
    _ response: HTTPResponse, to method: ClassifyHTTP.HTTPMethod, keepsAlive: Bool, date: String
  ) {
    let isSendable = (200...999).contains(response.status.code)
    let response =
      isSendable ? response : RequestRefusal(502, "The service sent no proper status.").response
    status = response.status.code
    let hasBody = method.rawValue != "HEAD" && status != 204 && status != 304
    let declared = Self.declaredLength(of: response)
    let isCut = hasBody && (declared ?? 0) > response.body.count
    self.keepsAlive = keepsAlive && !isCut

    var headers = ForwardedFields.headers(of: response.headerFields)
    if status != 204 {
      let length = isCut || !hasBody ? declared : nil
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
    if !isCut { parts.append(.end(nil)) }
    self.parts = parts
  }

  /// Returns the length that a response says it has, if that is about the body as it is here.
  private static func declaredLength(of response: HTTPResponse) -> Int? {
    guard response.headerFields["Content-Encoding"] == nil else { return nil }
    return response.headerFields[.contentLength].flatMap { Int($0) }
  }
}
#endif
