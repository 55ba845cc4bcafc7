// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A transport that hands on to another, and shows what goes each way.
struct ObservedTransport: HTTPTransport {
  /// Who is shown the traffic, from any task.
  protocol Observer: Sendable {
    /// Called before a request is sent.
    func willSend(_ request: HTTPRequest)
    /// Called when there is an answer, or the reason why there is none.
    func didReceive(_ outcome: Result<HTTPResponse, TransportError>)
  }

  private let transport: any HTTPTransport
  private let observers: [any Observer]

  /// Shows the traffic of a transport.
  init(_ transport: any HTTPTransport, to observers: [any Observer]) {
    self.transport = transport
    self.observers = observers
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await observing(request) { () async throws(TransportError) in
      try await transport.send(request)
    }
  }

  func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await observing(request) { () async throws(TransportError) in
      try await transport.send(request, onProgress: onProgress)
    }
  }

  private func observing(
    _ request: HTTPRequest, _ send: () async throws(TransportError) -> HTTPResponse
  ) async throws(TransportError) -> HTTPResponse {
    for observer in observers { observer.willSend(request) }
    do throws(TransportError) {
      let response = try await send()
      for observer in observers { observer.didReceive(.success(response)) }
      return response
    } catch {
      for observer in observers { observer.didReceive(.failure(error)) }
      throw error
    }
  }
}
