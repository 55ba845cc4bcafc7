// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// The upstream, as one caller reaches it: with the cookies and the other header fields of the request
/// that is being answered.
struct CallerTransport: HTTPTransport {
  let upstream: any HTTPTransport
  /// The `Cookie` fields of calls that belong to no request: those of the caller's first request.
  let cookies: HTTPFields

  /// Sends a request; one that only reads is sent again at once if its connection broke, since the
  /// upstream can have closed an idle connection at that moment.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let calls = UpstreamCalls.current
    var request = request
    if let calls { request.headerFields.set(calls.forwardedFields) }
    request.headerFields.remove(.cookie)
    for cookie in calls?.cookies.fields ?? cookies { request.headerFields.append(cookie) }
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await upstream.send(request)
    } catch {
      guard request.method == .get, error.kind == .connectionLost else { throw error }
      response = try await upstream.send(request)
    }
    calls?.record(response, to: request)
    return response
  }
}
#endif
