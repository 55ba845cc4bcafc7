// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyModel

/// A fault between a client and the service, and its expected effect on a call.
public struct WireFault: Sendable {
  /// The point at which the fault occurs.
  public enum Injection: Sendable {
    /// In the connection, before the service has received a complete request.
    case connection(LoopbackGreeting)
    /// Instead of the service, which doesn't process the request.
    case instead(LoopbackBehavior)
    /// In the response of the service, after it has processed the request.
    case afterProcessing(@Sendable (HTTPResponse) -> LoopbackBehavior)
  }

  /// The expected effect on a call.
  public enum Consequence: Sendable {
    /// The call always succeeds.
    case success
    /// Every call is retried, since the request was certainly not processed.
    case retried(orElse: ClassifyError.Code)
    /// A call is retried if it is idempotent, or if certainly nothing was sent.
    case retriedIfUnsent(orElse: ClassifyError.Code)
    /// A call is retried if it is idempotent.
    case retriedIfIdempotent(orElse: ClassifyError.Code)
    /// No call is retried.
    case failure(ClassifyError.Code)
  }

  /// The fault in words.
  public let name: String
  /// Where the fault occurs.
  public let injection: Injection
  /// What the call must do.
  public let consequence: Consequence

  /// Creates a fault.
  public init(_ name: String, _ injection: Injection, _ consequence: Consequence) {
    self.name = name
    self.injection = injection
    self.consequence = consequence
  }

  /// Whether the service has processed the request when the fault occurs.
  public var isAfterProcessing: Bool {
    if case .afterProcessing = injection { true } else { false }
  }

  /// The error code of a call that fails, or nil if every call succeeds.
  public var code: ClassifyError.Code? {
    switch consequence {
    case .success: nil
    case .retried(let code), .retriedIfUnsent(let code), .retriedIfIdempotent(let code),
      .failure(let code):
      code
    }
  }

  /// Returns whether a call is retried; nil if that depends on how much was sent.
  public func isRetried(isIdempotent: Bool) -> Bool? {
    switch consequence {
    case .retried: true
    case .retriedIfUnsent: isIdempotent ? true : nil
    case .retriedIfIdempotent: isIdempotent
    case .success, .failure: false
    }
  }
}

extension WireFault: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

extension HTTPResponse {
  /// The response as bytes on the wire.
  public var wire: [UInt8] {
    Array("HTTP/1.1 \(status.code) Status\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}
