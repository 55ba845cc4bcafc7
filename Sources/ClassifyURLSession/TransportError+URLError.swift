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

  static let closedWithoutAnswer = TransportError(
    kind: .connectionLost, delivery: .unknown,
    message: "the server closed the connection without an answer")

  /// Judges an error of Foundation by how far the exchange had come, as its codes can't be relied
  /// on: on Linux a broken TLS handshake has no code of its own, and "cannot connect" also stands
  /// for whatever follows a first address that refused.
  init(_ error: any Error, of task: URLSessionTask, _ exchange: Exchange) {
    let code = (error as? URLError)?.code ?? .unknown
    let message = error.localizedDescription
    let hasBegun = exchange.response != nil || task.countOfBytesSent > 0
    let kind: Kind =
      switch Self.kinds[code] {
      case .cannotConnect where hasBegun: .connectionLost
      case .some(let known): known
      case nil: !hasBegun && Self.isAboutSecurity(message) ? .insecureConnection : .connectionLost
      }
    let isUnsent = !hasBegun && Self.isUnsent(code, task, exchange)
    self.init(kind: kind, delivery: isUnsent ? .notSent : .unknown, message: message)
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

  /// Tells whether the request certainly did not reach the server, given that no answer came and no
  /// byte of a body left.
  ///
  /// A request with a body has not, then; of one without, only the search for the host can be told
  /// apart from what comes after.
  private static func isUnsent(
    _ code: URLError.Code, _ task: URLSessionTask, _ exchange: Exchange
  ) -> Bool {
    if code == .cannotFindHost || code == .dnsLookupFailed { return true }
    #if canImport(FoundationNetworking)
    return task.originalRequest?.httpBody?.isEmpty == false
    #else
    return exchange.isUnsent ?? false
    #endif
  }

  private static func isAboutSecurity(_ message: String) -> Bool {
    let message = message.lowercased()
    return ["ssl", "tls", "certificate"].contains { message.contains($0) }
  }
}
