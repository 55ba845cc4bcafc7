// SPDX-License-Identifier: Apache-2.0

/// The pauses between polls of a job, and the deadline.
///
/// The defaults match the official clients: pauses of 1 second that grow by 1 second each time, up
/// to 5 seconds, and a deadline of 2 hours. Durations are clamped to 0 through 100 years. After
/// missed polls, pauses are longer: see ``JobProgress``.
public struct PollingSchedule: Sendable, Hashable {
  /// The maximum pause after missed polls, unless the service asks for a longer one: 1 minute.
  public static let maximumPauseAfterMiss = Duration.seconds(60)
  /// The maximum pause that the service can ask for: 5 minutes; a longer one counts as that.
  public static let maximumRetryAfter = Duration.seconds(300)
  /// The maximum number of polls in a row that are missed because the response is no JSON object.
  public static let maximumForeignPolls = 10
  /// The minimum pause that is doubled for each missed poll in a row.
  private static let minimumPauseAfterMiss = Duration.seconds(1)
  /// The time by which the last poll can exceed the deadline.
  static let lastPollTimeout = Duration.seconds(1)

  /// The pause before the first poll.
  public var initialDelay: Duration {
    didSet { initialDelay = WaitTime.clamped(initialDelay) }
  }
  /// The amount by which each pause is longer than the previous one.
  public var increment: Duration {
    didSet { increment = WaitTime.clamped(increment) }
  }
  /// The maximum pause.
  public var maximumDelay: Duration {
    didSet { maximumDelay = WaitTime.clamped(maximumDelay) }
  }
  /// The time after which polling fails with ``ClassifyError/Code/timeout``.
  ///
  /// It is measured from the creation of the iterator. The last poll takes place at the deadline
  /// and ends within 1 second.
  public var deadline: Duration {
    didSet { deadline = WaitTime.clamped(deadline) }
  }
  /// The number of consecutive polls with an unknown status after which polling fails.
  ///
  /// Values below 1 count as 1.
  public var maximumUnrecognizedPolls: Int
  /// The number of polls, from the first, after which polling fails if none of them found the job.
  ///
  /// It is not published whether a job can be read directly after its creation, so earlier polls
  /// that find no job count as missed. With 1, the first one fails.
  public var maximumNotFoundPolls: Int

  /// Creates a schedule; the defaults match the official clients.
  public init(
    initialDelay: Duration = .seconds(1), increment: Duration = .seconds(1),
    maximumDelay: Duration = .seconds(5), deadline: Duration = .seconds(7_200),
    maximumUnrecognizedPolls: Int = 20, maximumNotFoundPolls: Int = 3
  ) {
    self.initialDelay = WaitTime.clamped(initialDelay)
    self.increment = WaitTime.clamped(increment)
    self.maximumDelay = WaitTime.clamped(maximumDelay)
    self.deadline = WaitTime.clamped(deadline)
    self.maximumUnrecognizedPolls = maximumUnrecognizedPolls
    self.maximumNotFoundPolls = maximumNotFoundPolls
  }

  /// Returns the pause before the poll with a zero-based index.
  package func delay(before poll: Int) -> Duration {
    guard increment > .zero else { return min(initialDelay, maximumDelay) }
    // Divided instead of multiplied, which could overflow.
    let pollsToMaximum = (maximumDelay - initialDelay) / increment
    return Double(poll) >= pollsToMaximum ? maximumDelay : initialDelay + increment * poll
  }

  /// Returns the pause after missed polls: at least a second, doubled for each of them.
  static func delay(_ delay: Duration, afterMisses misses: Int) -> Duration {
    guard delay < maximumPauseAfterMiss else { return delay }
    var pause = max(delay, minimumPauseAfterMiss)
    for _ in 0..<misses where pause < maximumPauseAfterMiss { pause *= 2 }
    return min(pause, maximumPauseAfterMiss)
  }
}

/// A measurement of elapsed time, with any clock.
package struct Stopwatch: Sendable {
  /// Returns the time since the stopwatch was created.
  package let elapsed: @Sendable () -> Duration

  /// Creates a stopwatch that starts now.
  package init(_ clock: some Clock<Duration>) {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
  }
}

/// The time that the current task leaves to a call of the service.
///
/// It is task-local, so that a deadline reaches the calls of every backend.
///
/// The task-local value is a structure, not its closure: Swift 6.3.1 miscompiles
/// `TaskLocal.withValue` for a function in optimized builds, which then crash.
package struct CallDeadline: Sendable {
  /// The deadline of the current task; `nil` for no limit.
  @TaskLocal package static var current: CallDeadline?

  /// Returns the remaining time of a call, which can be negative.
  package let remaining: @Sendable () -> Duration

  /// Creates a deadline.
  package init(remaining: @escaping @Sendable () -> Duration) {
    self.remaining = remaining
  }
}
