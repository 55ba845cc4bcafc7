// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

/// No value of a public parameter traps, waits for ever, or allocates before it is checked.
///
/// The exceptions have documented preconditions, as in the standard library: subscripts of
/// collections, and `PageNumber.advanced(by:)`.
@Suite struct ParameterTrapTests {
  @Test(arguments: IntegerUses.all)
  func acceptsEveryInteger(use: ParameterUse<Int>) async throws {
    for value in ExtremeValues.integers { try await use.run(value) }
  }

  @Test(arguments: DoubleUses.all)
  func acceptsEveryDouble(use: ParameterUse<Double>) async throws {
    for value in ExtremeValues.doubles { try await use.run(value) }
  }

  @Test(arguments: DurationUses.all)
  func acceptsEveryDuration(use: ParameterUse<Duration>) async throws {
    for value in ExtremeValues.durations { try await use.run(value) }
  }

  /// The clocks of the standard library trap, which is why durations are clamped.
  @Test func sleepTrapsForExtremeDurations() async {
    await #expect(processExitsWith: .failure) {
      try await ContinuousClock().sleep(for: .seconds(Int64.max))
    }
  }

  @Test func clampsDurationsOfPollingSchedules() {
    var schedule = PollingSchedule(
      initialDelay: .seconds(-1), increment: .seconds(-1), maximumDelay: .seconds(Int64.max),
      deadline: .seconds(Int64.max))
    let century = Duration.seconds(100 * 365 * 86_400)
    #expect(schedule.initialDelay == .zero && schedule.increment == .zero)
    #expect(schedule.maximumDelay == century && schedule.deadline == century)
    schedule.deadline = .seconds(-5)
    #expect(schedule.deadline == .zero)
  }
}
