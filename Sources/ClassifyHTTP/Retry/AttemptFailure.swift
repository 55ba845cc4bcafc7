// SPDX-License-Identifier: Apache-2.0

/// What became of one attempt that did not succeed.
enum AttemptFailure: Sendable, Hashable {
  /// An answer whose status is not a success.
  case response(HTTPResponse)
  /// No complete answer.
  case transport(TransportError)

  /// Whether trying again can help.
  var isTransient: Bool {
    switch self {
    case .response(let response):
      RetryHint.shouldRetry(in: response.headerFields)
        ?? ([408, 409, 429].contains(response.status.code) || response.status.code >= 500)
    case .transport(let error):
      switch error.kind {
      case .cannotConnect, .connectionLost, .timedOut: true
      case .insecureConnection, .responseTooLarge, .cancelled, .invalidRequest: false
      }
    }
  }

  /// Whether the service certainly did nothing of what the request says.
  var wasNotProcessed: Bool {
    switch self {
    case .response(let response): response.status.code == 429
    case .transport(let error): error.delivery == .notSent
    }
  }
}
