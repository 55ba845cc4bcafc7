// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A clock that advances only by ``sleep(until:tolerance:)`` and ``advance(by:)``.
///
/// A sleep advances the clock to its deadline and returns immediately, so that tests of long waits
/// take no time; ``sleeps`` records the durations. A cancelled task's sleep throws.
public final class ManualClock: Clock, Sendable {
  /// An instant of the clock, measured from its creation.
  public struct Instant: InstantProtocol {
    /// The duration since the clock's creation.
    public var offset: Duration

    /// Returns this instant moved by `duration`.
    public func advanced(by duration: Duration) -> Instant {
      Instant(offset: offset + duration)
    }

    /// Returns the duration from this instant to `other`.
    public func duration(to other: Instant) -> Duration {
      other.offset - offset
    }

    /// Returns whether `left` is before `right`.
    public static func < (left: Instant, right: Instant) -> Bool {
      left.offset < right.offset
    }
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleeps: [Duration] = []
  }

  private let state = Mutex(State())

  /// Creates a clock at offset zero.
  public init() {}

  /// The current instant.
  public var now: Instant { state.withLock { $0.now } }

  /// The resolution, one nanosecond.
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// The durations of all sleeps, in order.
  public var sleeps: [Duration] { state.withLock { $0.sleeps } }

  /// Advances the clock.
  public func advance(by duration: Duration) {
    state.withLock { $0.now = $0.now.advanced(by: duration) }
  }

  /// Advances the clock to `deadline`, unless it is past.
  public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.sleeps.append(state.now.duration(to: deadline))
      state.now = max(state.now, deadline)
    }
    await Task.yield()
    try Task.checkCancellation()
  }
}
