// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
package import ClassifyHTTP
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL

extension TransportError {
  static func cancelled(delivery: Delivery) -> TransportError {
    TransportError(kind: .cancelled, delivery: delivery, message: "the task was cancelled")
  }

  static func invalidRequest(_ message: String) -> TransportError {
    TransportError(kind: .invalidRequest, delivery: .notSent, message: message)
  }

  static func tooLarge(_ part: String, limit: Int) -> TransportError {
    TransportError(
      kind: .responseTooLarge, delivery: .unknown,
      message: "\(part) exceeds \(limit) bytes")
  }

  /// Classifies an error of async-http-client.
  ///
  /// - Parameters:
  ///   - error: The error.
  ///   - isHeadSent: Whether the client reported that the request's head was written.
  ///   - isCancelled: Whether the task was cancelled.
  ///   - isExact: Whether a head of a cancelled request is reported before its end.
  package init(_ error: any Error, isHeadSent: Bool, isCancelled: Bool, isExact: Bool) {
    if let error = error as? TransportError {
      self = error
      return
    }
    let wasCancelled = isCancelled && error as? HTTPClientError == .cancelled
    let isNotSent = !isHeadSent && (isExact || !wasCancelled)
    self.init(
      kind: wasCancelled ? .cancelled : Self.kind(of: error, isHeadSent: isHeadSent),
      delivery: isNotSent ? .notSent : .unknown,
      message: (error as? HTTPClientError)?.shortDescription ?? "\(error)")
  }

  private static let timeouts: [HTTPClientError] = [.readTimeout, .writeTimeout, .deadlineExceeded]

  private static func kind(of error: any Error, isHeadSent: Bool) -> Kind {
    switch error {
    case HTTPParserError.headerOverflow, NIOHTTPDecompression.DecompressionError.limit:
      .responseTooLarge
    case let error as HTTPClientError where timeouts.contains(error): .timedOut
    case let error as HTTPClientError where error == .alreadyShutdown: .invalidRequest
    case _ where isHeadSent: .connectionLost
    case let error as HTTPClientError where error == .tlsHandshakeTimeout: .insecureConnection
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .insecureConnection
    default: .cannotConnect
    }
  }
}
#endif
