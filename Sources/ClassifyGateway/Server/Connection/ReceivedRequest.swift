// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// A request as its connection receives it: the head, and the body that follows.
struct ReceivedRequest: Sendable {
  let head: HTTPRequestHead
  let body: IncomingBody

  /// Whether another request can follow; after `Upgrade`, the parser stops reading.
  var keepsAlive: Bool {
    head.isKeepAlive && head.version.minor > 0 && !head.headers.contains(name: "Upgrade")
  }

  /// Returns the request for the handler.
  ///
  /// - Parameter inFlight: The request on its connection.
  /// - Returns: The request.
  /// - Throws: ``RequestRejection`` if its target, its method or a field is invalid.
  func request(on inFlight: RequestInFlight) throws(RequestRejection) -> IncomingRequest {
    let target = try RequestTarget(head)
    // The parser omits the hyphen of this method.
    let name = head.method == .MSEARCH ? "M-SEARCH" : head.method.rawValue
    guard let method = ClassifyHTTP.HTTPMethod(rawValue: name) else { throw .unknownMethod }
    var request = IncomingRequest(
      method: method, target: target.path, authority: target.authority,
      fields: try ForwardedFields.fields(of: head.headers), body: body)
    request.inFlight = inFlight
    return request
  }
}

extension HTTPRequestHead {
  /// Whether the client waits for `100 Continue` before it sends the body.
  ///
  /// - Throws: ``RequestRejection`` for any other expectation.
  func expectsContinue() throws(RequestRejection) -> Bool {
    // HTTP/1.0 clients don't know 1xx responses (RFC 9110 §10.1.1).
    let expectations = headers["Expect"]
    guard !expectations.isEmpty, version.minor > 0 else { return false }
    guard expectations.allSatisfy({ $0.lowercased() == "100-continue" }) else {
      throw .expectationFailed
    }
    return true
  }
}
#endif
