// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension TransportError {
  static func cancelled(delivery: Delivery) -> TransportError {
    TransportError(kind: .cancelled, delivery: delivery, message: "the task was cancelled")
  }

  static func tooLarge(limit: Int) -> TransportError {
    TransportError(
      kind: .responseTooLarge, delivery: .unknown, message: "it is larger than \(limit) bytes")
  }

  static let closedWithoutResponse = TransportError(
    kind: .connectionLost, delivery: .unknown,
    message: "the server closed the connection without a response")

  /// Classifies an error from Foundation by the progress of the exchange.
  ///
  /// The error code alone is not reliable: on Linux a failed TLS handshake has no code of its own,
  /// and `cannotConnectToHost` also covers later failures if the host's first address refused the
  /// connection.
  init(_ error: any Error, of task: URLSessionTask, _ exchange: Exchange) {
    let code = (error as? URLError)?.code ?? .unknown
    let message = error.localizedDescription
    let hasStarted = exchange.response != nil || task.countOfBytesSent > 0
    let kind: Kind =
      switch Self.kinds[code] {
      case .cannotConnect where hasStarted: .connectionLost
      case .some(let known): known
      case nil: !hasStarted && Self.isTLSFailure(message) ? .insecureConnection : .connectionLost
      }
    let wasNotSent = !hasStarted && Self.wasNotSent(code, task, exchange)
    self.init(kind: kind, delivery: wasNotSent ? .notSent : .unknown, message: message)
  }

  private static let kinds: [URLError.Code: Kind] = [
    .badURL: .invalidRequest, .cancelled: .cancelled,
    .cannotConnectToHost: .cannotConnect, .cannotFindHost: .cannotConnect,
    .dnsLookupFailed: .cannotConnect, .notConnectedToInternet: .cannotConnect,
    .timedOut: .timedOut, .secureConnectionFailed: .insecureConnection,
    .serverCertificateUntrusted: .insecureConnection,
    .serverCertificateHasBadDate: .insecureConnection,
    .serverCertificateHasUnknownRoot: .insecureConnection,
    .serverCertificateNotYetValid: .insecureConnection,
    .clientCertificateRejected: .insecureConnection,
    .clientCertificateRequired: .insecureConnection,
    .appTransportSecurityRequiresSecureConnection: .insecureConnection,
  ]

  /// Returns whether the request was certainly not sent, given that no response was received and no
  /// body byte was sent.
  ///
  /// With a body, that is always so. Without one, a failed host lookup is the only failure that
  /// certainly happened before sending.
  private static func wasNotSent(
    _ code: URLError.Code, _ task: URLSessionTask, _ exchange: Exchange
  ) -> Bool {
    if code == .cannotFindHost || code == .dnsLookupFailed { return true }
    #if canImport(FoundationNetworking)
    return task.originalRequest?.httpBody?.isEmpty == false
    #else
    return exchange.wasNotSent ?? false
    #endif
  }

  private static func isTLSFailure(_ message: String) -> Bool {
    let message = message.lowercased()
    return ["ssl", "tls", "certificate"].contains { message.contains($0) }
  }
}
