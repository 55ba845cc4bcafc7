// SPDX-License-Identifier: Apache-2.0

/// Lets a limited number of requests pass in a second.
///
/// Each turn is an interval after the one before it, whoever takes it.
actor Pacer {
  private let interval: Duration
  private let wait: @Sendable (Duration) async throws -> Void
  private let elapsed: @Sendable () -> Duration
  private var nextTurn = Duration.zero

  init(perSecond: Double, clock: some Clock<Duration>) {
    interval = .seconds(1) / perSecond
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
}
