// SPDX-License-Identifier: Apache-2.0

/// The time since a moment, on any clock.
package struct Stopwatch: Sendable {
  /// Returns the time since the stopwatch was made.
  package let elapsed: @Sendable () -> Duration

  /// Starts a stopwatch.
  package init(_ clock: some Clock<Duration>) {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
  }
}
