// SPDX-License-Identifier: Apache-2.0

/// The time since a moment, on any clock.
struct Stopwatch: Sendable {
  /// Returns the time since the stopwatch was made.
  let elapsed: @Sendable () -> Duration

  init(_ clock: some Clock<Duration>) {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
  }
}
