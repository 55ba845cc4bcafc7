// SPDX-License-Identifier: Apache-2.0

/// The reason why a transport has no complete response.
public struct TransportError: Error, Sendable, Hashable {
  /// What went wrong.
  @nonexhaustive
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// No connection could be made: unknown host, refused, or unreachable.
    case cannotConnect
    /// The connection broke before the response was complete, or carried no proper response.
    case connectionLost
    /// The transport's own time limit passed.
    case timedOut
    /// The server's certificate was not accepted, or there was no TLS.
    case insecureConnection
    /// The body of the response is larger than the transport accepts.
    case responseTooLarge
    /// The task was cancelled.
    case cancelled
    /// The request can't be expressed by the transport.
    case invalidRequest
  }

  /// Whether the server can have seen the request.
  public enum Delivery: String, Sendable, Hashable, CaseIterable {
    /// Certainly nothing of the request was sent: repeating it can't do anything twice.
    case notSent
    /// Some or all of the request may have been sent.
    case unknown
  }

  /// What went wrong.
  public var kind: Kind
  /// Whether the server can have seen the request.
  public var delivery: Delivery
  /// What the HTTP library said, for a person; without secrets.
  public var message: String

  /// Makes an error.
  public init(kind: Kind, delivery: Delivery, message: String) {
    self.kind = kind
    self.delivery = delivery
    self.message = message
  }
}

extension TransportError: CustomStringConvertible {
  /// The kind and the message.
  public var description: String { "\(kind.rawValue): \(message)" }
}
