// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A clock whose time passes only when somebody sleeps on it or advances it.
///
/// A sleep returns at once and moves the time to its deadline, so that code which waits for hours
/// is tested in no time; ``sleeps`` tells what was waited for. A cancelled task's sleep throws.
public final class ManualClock: Clock, Sendable {
  /// A point in this clock's time: the duration since it was made.
  public struct Instant: InstantProtocol {
    /// The time since the clock was made.
    public var offset: Duration

    /// Returns this instant moved by `duration`.
    public func advanced(by duration: Duration) -> Instant {
      Instant(offset: offset + duration)
    }

    /// Returns the time from this instant to `other`.
    public func duration(to other: Instant) -> Duration {
      other.offset - offset
    }

    /// Tells whether one instant is before another.
    public static func < (left: Instant, right: Instant) -> Bool {
      left.offset < right.offset
    }
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleeps: [Duration] = []
  }

  private let state = Mutex(State())

  /// Makes a clock that stands at zero.
  public init() {}

  /// The present instant.
  public var now: Instant { state.withLock { $0.now } }

  /// The smallest step of this clock.
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// Every duration that was slept, in order.
  public var sleeps: [Duration] { state.withLock { $0.sleeps } }

  /// Moves the time forward.
  public func advance(by duration: Duration) {
    state.withLock { $0.now = $0.now.advanced(by: duration) }
  }

  /// Moves the time to `deadline` and returns.
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
