// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// How one request to the upstream ended: its status, or the error of the transport.
struct UpstreamOutcome: Sendable, Hashable {
  /// The statuses with a value of their own; others are counted by class.
  private static let statuses: Set<Int> = [
    200, 201, 204, 400, 401, 402, 403, 404, 405, 409, 410, 413, 422, 429, 500, 502, 503, 504,
  ]

  /// The status, such as `429` or `3xx`, or the kind of the error, such as `timedOut`.
  let rawValue: String
  /// Whether the upstream was reached; `nil` if it is not known.
  ///
  /// It is `false` only if no connection could be established, never for what clients can cause.
  let isReached: Bool?

  /// Creates the outcome of a response.
  init(status: Int) {
    rawValue =
      Self.statuses.contains(status)
      ? String(status) : MetricLabel.Outcome(status: status).rawValue
    isReached = true
  }

  /// Creates the outcome of a request without a complete response.
  init(_ error: TransportError) {
    rawValue = error.kind.rawValue
    isReached =
      switch error.kind {
      case .cannotConnect, .insecureConnection: false
      case .responseTooLarge: true
      case .connectionLost, .timedOut, .cancelled, .invalidRequest: nil
      }
  }
}
#endif
