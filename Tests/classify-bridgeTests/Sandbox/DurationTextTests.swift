// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifySandbox
import Testing

@testable import classify_bridge

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("200ms", Duration.milliseconds(200)), ("1.5s", .milliseconds(1_500)), ("2m", .seconds(120)),
    ("0s", .zero), (".5s", .milliseconds(500)), ("1440m", .seconds(86_400)),
  ])
  func parsesDuration(text: String, duration: Duration) throws {
    #expect(try DurationText.duration(text) == duration)
  }

  @Test(arguments: [
    "", "s", "ms", "5", "5h", "-1s", "+1s", "1e3s", "1 s", "1s ", "infs", "nans", "1..5s", "1441m",
    "99999999999999999999s", "١s",
  ])
  func rejectsInvalidDuration(text: String) {
    let error = #expect(throws: CommandFailure.self) { try DurationText.duration(text) }
    #expect(error?.description.hasPrefix(text.debugDescription) == true)
  }

  @Test func parsesRange() throws {
    #expect(try DurationText.range("100ms-2s") == .milliseconds(100) ... .seconds(2))
    #expect(try DurationText.range("2s") == .seconds(2) ... .seconds(2))
    #expect(try DurationText.range("0s-0s") == .zero ... .zero)
  }

  @Test(arguments: ["2s-1s", "1s-", "-1s", "1s-2s-3s", "1-2s"])
  func rejectsInvalidRange(text: String) {
    #expect(throws: CommandFailure.self) { try DurationText.range(text) }
  }

  @Test func parsesJobDurations() throws {
    #expect(try DurationText.jobDurations("2s") == Sandbox.JobDurations(running: .seconds(2)))
    #expect(
      try DurationText.jobDurations("500ms+2s")
        == Sandbox.JobDurations(pending: .milliseconds(500), running: .seconds(2)))
    #expect(throws: CommandFailure.self) { try DurationText.jobDurations("1s+") }
  }
}
#endif
