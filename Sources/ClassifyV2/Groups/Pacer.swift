// SPDX-License-Identifier: Apache-2.0

/// Lets a limited number of requests pass in a second.
///
/// Each turn is an interval after the one before it, whoever takes it. The interval grows when the
/// service says that it is asked too much, and shrinks again with each success.
actor Pacer {
  /// The longest interval that the service's complaints lead to: its free plans take 20 in a minute.
  private static let longest = Duration.seconds(4)

  private let usual: Duration
  private var interval: Duration
  private let wait: @Sendable (Duration) async throws -> Void
  private let elapsed: @Sendable () -> Duration
  private var nextTurn = Duration.zero

  init(perSecond: Double, clock: some Clock<Duration>) {
    usual = .seconds(1) / perSecond
    interval = usual
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
    wait = { try await clock.sleep(for: $0) }
  }

  /// Returns when it is this caller's turn.
  ///
  /// - Throws: `CancellationError` in a cancelled task.
  func turn() async throws {
    let now = elapsed()
    let mine = max(now, nextTurn)
    nextTurn = mine + interval
    if mine > now { try await wait(mine - now) }
  }

  /// Doubles the interval, and lets it pass before the next turn.
  func slowDown() {
    interval = max(usual, min(max(interval * 2, .milliseconds(250)), Self.longest))
    nextTurn = max(nextTurn, elapsed() + interval)
  }

  /// Shortens the interval by a sixteenth, down to the usual one.
  func speedUp() {
    interval = max(usual, interval * 15 / 16)
  }
}
