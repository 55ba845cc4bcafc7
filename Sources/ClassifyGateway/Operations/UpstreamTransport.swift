// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// The upstream's transport for translated requests, whose outcomes are counted.
struct UpstreamTransport: HTTPTransport {
  let base: any HTTPTransport
  let observer: UpstreamObserver

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    do {
      let response = try await base.send(request)
      observer.add(response.status.code, response.headerFields)
      return response
    } catch {
      observer.add(error)
      throw error
    }
  }
}

/// Counts the outcomes of requests to the upstream, for the metrics and for readiness.
struct UpstreamObserver: Sendable {
  let metrics: GatewayMetrics
  let readiness: Readiness

  /// Counts a response, and stores its ID in the exchange of this task.
  func add(_ status: Int, _ fields: HTTPFields) {
    add(UpstreamOutcome(status: status))
    guard let exchange = Exchange.current, let id = fields.upstreamID else { return }
    exchange.update { $0.upstreamID = id }
  }

  /// Counts a request without a response.
  func add(_ error: TransportError) {
    add(UpstreamOutcome(error))
  }

  private func add(_ outcome: UpstreamOutcome) {
    metrics.change { $0.add(outcome) }
    Exchange.current?.update { $0.upstreamRequests += 1 }
    readiness.add(outcome)
  }
}

extension HTTPFields {
  /// The ID of a response in the service's logs, if it can be logged.
  fileprivate var upstreamID: RequestID? {
    (values(of: .requestID) + values(of: .correlationID)).lazy.compactMap { RequestID($0) }.first
  }
}
#endif
