// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// The reason why a server answers a request itself.
///
/// The body has the form of the service's own errors, `{"detail": "…"}`.
struct RequestRefusal: Error, Hashable {
  /// The status.
  let status: HTTPStatus
  /// What is wrong, without anything of the request, so that nothing needs escaping.
  let detail: String

  init(_ status: HTTPStatus, _ detail: String) {
    self.status = status
    self.detail = detail
  }

  static let malformed = RequestRefusal(400, "The request is not well-formed HTTP/1.1.")
  static let wrongHost = RequestRefusal(400, "The request must have one Host header.")
  static let wrongTarget = RequestRefusal(
    400, "The request target must be a path that begins with a slash, or an http URL.")
  static let timedOut = RequestRefusal(408, "The request took too long to arrive.")
  static let headTooLarge = RequestRefusal(
    431, "The request line or the header fields are too large.")
  static let expectationFailed = RequestRefusal(417, "Only 100-continue can be expected.")
  static let unknownMethod = RequestRefusal(501, "The method is not known.")

  static func bodyTooLarge(limit: Int) -> RequestRefusal {
    RequestRefusal(413, "The body is larger than \(limit) bytes.")
  }

  /// Makes the refusal of what could not be read.
  init(_ error: any Error) {
    self =
      switch error {
      case let refusal as RequestRefusal: refusal
      case HTTPParserError.headerOverflow: .headTooLarge
      case HTTPParserError.invalidMethod: .unknownMethod
      default: .malformed
      }
  }

  /// Makes the refusal that says why a transport has no response; nil if nothing can be said.
  init?(_ error: TransportError) {
    switch error.kind {
    case .connectionLost, .cancelled: return nil
    case .timedOut: self.init(504, "The service took too long to answer.")
    case .cannotConnect: self.init(502, "The service can't be reached.")
    case .insecureConnection: self.init(502, "The service can't be reached securely.")
    case .responseTooLarge: self.init(502, "The answer of the service is too large.")
    case .invalidRequest: self.init(400, "The request can't be sent to the service.")
    }
  }

  var response: HTTPResponse {
    HTTPResponse(
      status: status, headerFields: [.contentTypeJSON],
      body: Array("{\"detail\":\"\(detail)\"}".utf8))
  }
}
#endif
