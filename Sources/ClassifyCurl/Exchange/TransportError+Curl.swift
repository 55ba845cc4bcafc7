// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CCurl
import ClassifyHTTP

extension TransportError {
  static func cancelled(delivery: Delivery) -> TransportError {
    TransportError(kind: .cancelled, delivery: delivery, message: "the task was cancelled")
  }

  static func closedWithoutResponse(delivery: Delivery) -> TransportError {
    TransportError(
      kind: .connectionLost, delivery: delivery,
      message: "the server closed the connection without a response")
  }

  /// An error for a response that exceeds a limit; `subject` ends with a verb.
  static func tooLarge(_ subject: String, limit: Int) -> TransportError {
    TransportError(
      kind: .responseTooLarge, delivery: .unknown,
      message: "\(subject) larger than \(limit) bytes")
  }

  static let outOfResources = TransportError(
    kind: .cannotConnect, delivery: .notSent,
    message: "the process has no memory, threads or file descriptors left")

  /// Classifies a result of libcurl.
  ///
  /// - Parameters:
  ///   - code: The result.
  ///   - text: libcurl's message.
  ///   - isReady: Whether the connection was established.
  ///   - delivery: Whether the server can have received the request.
  init(_ code: CCurlCode, text: String, isReady: Bool, delivery: Delivery) {
    var kind = (isReady ? Self.kindsWhenReady : Self.kindsBefore)[code]
    if kind == .insecureConnection, Self.isInterruption(text) { kind = .cannotConnect }
    self.init(
      kind: kind ?? (isReady ? .connectionLost : .cannotConnect), delivery: delivery,
      message: Self.replacedTexts[code] ?? text)
  }

  /// The kinds of failures before a connection is established.
  private static let kindsBefore: [CCurlCode: Kind] = [
    .unsupportedProtocol: .invalidRequest, .urlMalformat: .invalidRequest,
    .operationTimedout: .timedOut,
    .sslConnectError: .insecureConnection, .sslEngineNotFound: .insecureConnection,
    .sslCertProblem: .insecureConnection, .sslCipher: .insecureConnection,
    .peerFailedVerification: .insecureConnection, .useSSLFailed: .insecureConnection,
    .sslcaCertBadfile: .insecureConnection, .sslIssuerError: .insecureConnection,
    .sslInvalidCertStatus: .insecureConnection,
  ]

  /// The kinds of failures afterwards.
  private static let kindsWhenReady: [CCurlCode: Kind] = [
    .operationTimedout: .timedOut, .filesizeExceeded: .responseTooLarge,
    // A header line that is longer than libcurl accepts.
    .outOfMemory: .responseTooLarge, .tooLarge: .responseTooLarge,
  ]

  /// Messages in place of libcurl's, which can contain the proxy's password or the path of a file in
  /// memory, or mislead.
  private static let replacedTexts: [CCurlCode: String] = [
    .sslcaCertBadfile: "a certificate authority to trust on this machine is damaged or unreadable",
    .couldntResolveProxy: "the proxy that the environment names is unknown or invalid",
    .proxy: "the proxy that the environment names refused the connection",
    .gotNothing: "the server closed the connection without a response",
    .sendFailRewind: "the server closed the connection without a response",
    .outOfMemory: "a header field is longer than libcurl accepts",
    .tooLarge: "a header field is longer than libcurl accepts",
  ]

  /// Whether the connection broke in the TLS handshake, which says nothing about trust.
  private static func isInterruption(_ text: String) -> Bool {
    let text = text.lowercased()
    return ["syscall", "reset by peer", "unexpected eof"].contains { text.contains($0) }
  }
}
#endif
