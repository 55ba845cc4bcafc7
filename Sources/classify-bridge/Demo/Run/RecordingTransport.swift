// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// A transport that hands on to another and keeps what went each way.
final class RecordingTransport: HTTPTransport {
  /// A request and its response.
  struct Exchange: Sendable {
    let request: HTTPRequest
    let response: HTTPResponse
  }

  private let transport: any HTTPTransport
  private let kept = Mutex<[Exchange]>([])

  /// Listens to a transport.
  init(_ transport: any HTTPTransport) {
    self.transport = transport
  }

  /// What was exchanged, in the order of the responses.
  var exchanges: [Exchange] { kept.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let response = try await transport.send(request)
    kept.withLock { $0.append(Exchange(request: request, response: response)) }
    return response
  }
}
