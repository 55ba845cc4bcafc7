// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Synchronization

/// Whether the gateway should get requests.
///
/// It is ready from the moment it listens until it shuts down, unless its last attempts to connect to
/// the upstream have failed. No request is made to find that out: the gateway has no key. So a gateway
/// that gets no requests becomes ready again after ``failureLifetime``, and the next ones show
/// whether the upstream is back.
final class Readiness: Sendable {
  /// The number of failed attempts in a row after which the upstream counts as unreachable.
  static let failureThreshold = 3
  /// The time after the last failed attempt for which the upstream counts as unreachable.
  static let failureLifetime = Duration.seconds(10)

  /// Whether requests are welcome, and if not, why.
  enum Status: String, Sendable, Hashable {
    case ready
    case starting
    case upstreamUnreachable
    case shuttingDown
  }

  private enum Phase {
    case starting, listening, shuttingDown
  }

  private struct State {
    var phase = Phase.starting
    var failures = 0
    var lastFailure: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  /// Marks the gateway as listening.
  func didStart() {
    state.withLock { if $0.phase == .starting { $0.phase = .listening } }
  }

  /// Whether the gateway has listened.
  var hasStarted: Bool { state.withLock { $0.phase != .starting } }

  /// Marks the gateway as shutting down, for good.
  func beginShutdown() {
    state.withLock { $0.phase = .shuttingDown }
  }

  /// Stores whether a request reached the upstream.
  func add(_ outcome: UpstreamOutcome, at now: ContinuousClock.Instant = .now) {
    guard let isReached = outcome.isReached else { return }
    state.withLock { state in
      state.failures = isReached ? 0 : state.failures + 1
      state.lastFailure = isReached ? nil : now
    }
  }

  /// Returns the status at a moment.
  func status(at now: ContinuousClock.Instant = .now) -> Status {
    state.withLock { state in
      switch state.phase {
      case .starting: return .starting
      case .shuttingDown: return .shuttingDown
      case .listening:
        guard state.failures >= Self.failureThreshold, let last = state.lastFailure,
          last.duration(to: now) < Self.failureLifetime
        else { return .ready }
        return .upstreamUnreachable
      }
    }
  }
}
#endif
