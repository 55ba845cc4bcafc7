// SPDX-License-Identifier: Apache-2.0

/// How often a job is looked at, and for how long.
///
/// The default is that of the official clients: after 1 second, then a second longer each time up
/// to 5, for 2 hours.
public struct PollingSchedule: Sendable, Hashable {
  /// The pause before the first look.
  public var initialDelay: Duration
  /// How much longer each pause is than the one before it.
  public var increment: Duration
  /// The longest pause.
  public var maximumDelay: Duration
  /// The time after which waiting is given up.
  public var deadline: Duration
  /// How many looks in a row may show a status that this package does not know.
  public var maximumUnrecognizedPolls: Int

  /// Makes a schedule.
  public init(
    initialDelay: Duration = .seconds(1), increment: Duration = .seconds(1),
    maximumDelay: Duration = .seconds(5), deadline: Duration = .seconds(7_200),
    maximumUnrecognizedPolls: Int = 20
  ) {
    self.initialDelay = initialDelay
    self.increment = increment
    self.maximumDelay = maximumDelay
    self.deadline = deadline
    self.maximumUnrecognizedPolls = maximumUnrecognizedPolls
  }

  /// Returns the pause before a look, counted from 0.
  package func delay(before look: Int) -> Duration {
    min(initialDelay + increment * look, maximumDelay)
  }
}
