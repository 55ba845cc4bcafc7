// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// A transport that answers every request with a function, and records the requests.
final class FunctionTransport: HTTPTransport {
  typealias Respond = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

  private let respond: Respond
  private let log = Mutex<[HTTPRequest]>([])

  init(_ respond: @escaping Respond) {
    self.respond = respond
  }

  /// The requests, in order.
  var requests: [HTTPRequest] { log.withLock(\.self) }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    log.withLock { $0.append(request) }
    return try await respond(request)
  }
}
#endif
