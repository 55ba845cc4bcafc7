// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// An error response that the server sends itself, without a response from the handler.
///
/// The body has the format of the service's errors, `{"detail": "…"}`, and `x-request-id` is the ID that
/// the server logs.
struct RequestRejection: Error, Hashable {
  /// The status.
  let status: HTTPStatus
  /// The message, which contains no part of the request, so it needs no escaping.
  let detail: String
  /// The value of `Retry-After` in seconds.
  let retryAfter: Int?

  init(_ status: HTTPStatus, _ detail: String, retryAfter: Int? = nil) {
    self.status = status
    self.detail = detail
    self.retryAfter = retryAfter
  }

  static let malformed = RequestRejection(400, "The request is not well-formed HTTP/1.1.")
  static let wrongHost = RequestRejection(
    400, "The request must have one valid Host header.")
  static let wrongTarget = RequestRejection(
    400, "The request target must be an ASCII path that begins with a slash, or an http URL.")
  static let timedOut = RequestRejection(408, "The request took too long to arrive.")
  static let notAnswered = RequestRejection(504, "The service took too long to respond.")
  static let notSent = RequestRejection(
    503, "No connection to the service became free in time.", retryAfter: 1)
  static let headTooLarge = RequestRejection(
    431, "The request line or the header fields are too large.")
  static let expectationFailed = RequestRejection(417, "Only 100-continue can be expected.")
  static let tooMuchFraming = RequestRejection(
    400, "The body has too many chunk extensions or trailers.")
  static let tooManyRequests = RequestRejection(
    429, "Too many requests wait on this connection.", retryAfter: 1)
  static let notUTF8 = RequestRejection(400, "The header fields must be UTF-8.")
  static let unknownTransferCoding = RequestRejection(
    501, "The only transfer coding known is chunked.")
  static let overloaded = RequestRejection(
    503, "The server holds too many request bodies.", retryAfter: 1)
  static let unknownVersion = RequestRejection(505, "The server speaks HTTP/1.1.")
  static let unknownMethod = RequestRejection(501, "The method is not known.")

  static func bodyTooLarge(limit: Int) -> RequestRejection {
    RequestRejection(413, "The body is larger than \(limit) bytes.")
  }

  /// Creates the rejection of a request that could not be read.
  init(_ error: any Error) {
    self =
      switch error {
      case let rejection as RequestRejection: rejection
      case HTTPParserError.headerOverflow: .headTooLarge
      case HTTPParserError.invalidMethod: .unknownMethod
      case HTTPParserError.invalidVersion: .unknownVersion
      default: .malformed
      }
  }

  /// Creates the response for a transport error; `nil` if the connection must be closed instead.
  init?(_ error: TransportError) {
    switch error.kind {
    case .connectionLost, .cancelled: return nil
    case .timedOut where error.delivery == .notSent: self = .notSent
    case .timedOut: self = .notAnswered
    case .cannotConnect: self.init(502, "The service can't be reached.")
    case .insecureConnection: self.init(502, "The service can't be reached securely.")
    case .responseTooLarge: self.init(502, "The response of the service is too large.")
    case .invalidRequest: self.init(400, "The request can't be sent to the service.")
    }
  }

  var response: HTTPResponse {
    var fields: HTTPFields = [.contentTypeJSON]
    if let retryAfter { fields.append(HTTPField(name: .retryAfter, value: retryAfter)) }
    return HTTPResponse(
      status: status, headerFields: fields, body: Array("{\"detail\":\"\(detail)\"}".utf8))
  }
}
#endif
