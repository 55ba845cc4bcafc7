// SPDX-License-Identifier: Apache-2.0

/// The interface to an HTTP library.
///
/// A conforming type:
/// - must return every response regardless of its status, and must not follow redirects;
/// - must not store cookies, send others than the request's, or return cached responses;
/// - must send each request at most once: ``ServiceClient`` retries, and relies on
///   ``TransportError/delivery-swift.property`` to decide what can be retried;
/// - must return promptly when the task is cancelled, with the kind
///   ``TransportError/Kind/cancelled``: timeouts depend on it;
/// - must support concurrent calls.
public protocol HTTPTransport: Sendable {
  /// Sends a request and returns the response with its complete body.
  ///
  /// - Throws: ``TransportError`` if no complete response is received.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse

  /// Sends a request, reports upload progress, and returns the response.
  ///
  /// The default implementation calls `onProgress` once, after the response is received.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called with the number of body bytes sent so far.
  /// - Returns: The response with its complete body.
  /// - Throws: ``TransportError`` if no complete response is received.
  func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (_ bytesSent: Int) -> Void
  ) async throws(TransportError) -> HTTPResponse
}

extension HTTPTransport {
  /// Sends a request, and reports the size of its body after the response is received.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called once with the size of the body in bytes.
  /// - Returns: The response with its complete body.
  /// - Throws: ``TransportError`` if no complete response is received.
  public func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (_ bytesSent: Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    let response = try await send(request)
    onProgress(request.body?.count ?? 0)
    return response
  }
}

/// An error of a transport that received no complete response.
public struct TransportError: Error, Sendable, Hashable {
  /// The cause of the failure.
  @nonexhaustive
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The connection could not be established: unknown host, refused, or unreachable.
    case cannotConnect
    /// The connection was lost before the response was complete, or the response was malformed.
    case connectionLost
    /// The request timed out.
    case timedOut
    /// The TLS handshake failed, for instance because the server's certificate is not trusted.
    case insecureConnection
    /// The response's body or header fields exceed the transport's limit.
    case responseTooLarge
    /// The task was cancelled.
    case cancelled
    /// The transport can't send the request, for instance because its URL is invalid.
    case invalidRequest
  }

  /// Whether the server may have received the request.
  public enum Delivery: String, Sendable, Hashable, CaseIterable {
    /// No part of the request was sent, so a retry can't duplicate its effect.
    case notSent
    /// Part or all of the request may have been sent.
    case unknown
  }

  /// The cause of the failure.
  public var kind: Kind
  /// Whether the server may have received the request.
  public var delivery: Delivery
  /// The HTTP library's message; must not contain secrets.
  public var message: String

  /// Creates an error.
  public init(kind: Kind, delivery: Delivery, message: String) {
    self.kind = kind
    self.delivery = delivery
    self.message = message
  }
}

extension TransportError: CustomStringConvertible {
  /// The kind, a colon and the message.
  public var description: String { "\(kind.rawValue): \(message)" }
}
