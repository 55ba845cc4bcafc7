// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A rate limiter that spaces requests by an adaptive interval, shared by all its callers.
///
/// The interval grows when the service responds 429, and shrinks again with each success.
actor Pacer {
  /// The longest interval after 429 responses; free plans allow 20 requests per minute.
  private static let maximumInterval = Duration.seconds(4)

  private let baseInterval: Duration
  private var interval: Duration
  private let wait: @Sendable (Duration) async throws -> Void
  private let stopwatch: Stopwatch
  private var nextSlot = Duration.zero

  init(perSecond: Double, clock: some Clock<Duration>) {
    baseInterval = .seconds(1) / perSecond
    interval = baseInterval
    stopwatch = Stopwatch(clock)
    wait = { try await clock.sleep(for: $0) }
  }

  /// Waits until the caller may send a request.
  ///
  /// - Throws: `CancellationError` in a cancelled task.
  func acquire() async throws {
    let now = stopwatch.elapsed()
    let slot = max(now, nextSlot)
    nextSlot = slot + interval
    if slot > now { try await wait(slot - now) }
  }

  /// Doubles the interval and delays the next request by at least that.
  func increaseInterval() {
    interval = max(baseInterval, min(max(interval * 2, .milliseconds(250)), Self.maximumInterval))
    nextSlot = max(nextSlot, stopwatch.elapsed() + interval)
  }

  /// Reduces the interval by 1/16, down to the base interval.
  func decreaseInterval() {
    interval = max(baseInterval, interval * 15 / 16)
  }
}
