// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct SettingTextTests {
  @Test(arguments: [
    (Duration.seconds(600), "600s"), (.milliseconds(1_500), "1500ms"), (.zero, "0s"),
  ])
  func formatsDuration(duration: Duration, text: String) throws {
    #expect(SettingText.text(duration) == text)
    #expect(try DurationText.duration(text) == duration)
  }

  @Test(arguments: [
    ("2026-12-31", Int64(1_798_675_200)), ("2026-12-31T12:00:00Z", 1_798_718_400),
    ("2026-12-31T12:00:00+02:00", 1_798_711_200), ("1970-01-01", 0),
  ])
  func parsesInstant(text: String, seconds: Int64) throws {
    #expect(try SettingText.instant(text).seconds == seconds)
  }

  @Test(arguments: [
    ("2026-12-31", "2026-12-31"), ("2026-12-31T02:00:00+02:00", "2026-12-31"),
    ("2026-12-31T12:00:00Z", "2026-12-31T12:00:00.000Z"),
    ("2026-12-31T00:00:00.5Z", "2026-12-31T00:00:00.500Z"),
  ])
  func formatsInstant(text: String, formatted: String) throws {
    #expect(SettingText.text(try SettingText.instant(text)) == formatted)
  }

  @Test(arguments: [
    "https://api.cloud.llamaindex.ai", "http://127.0.0.1:8484", "https://example.com/llama/api",
    "https://example.com/apis",
  ])
  func parsesUpstream(text: String) throws {
    #expect("\(try SettingText.upstream(text))" == text)
  }

  @Test(arguments: [
    ("https://api.cloud.llamaindex.ai/api/v1", "write https://api.cloud.llamaindex.ai."),
    ("https://api.cloud.llamaindex.ai/api/", "write https://api.cloud.llamaindex.ai."),
    ("https://user:password@example.com", "remove them"), ("example.com", "https://"),
  ])
  func rejectsUnusableUpstream(text: String, hint: String) {
    let error = #expect(throws: CommandFailure.self) { try SettingText.upstream(text) }
    #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("password@") == false)
  }

  @Test(arguments: [
    "", "tomorrow", "2026-02-30", "2026-12-31T12:00:00", "1969-12-31", "1798675200", "2026-12-3",
  ])
  func rejectsInvalidInstant(text: String) {
    #expect(throws: CommandFailure.self) { try SettingText.instant(text) }
  }

  @Test(arguments: [
    ("v1Only", MigrationStage.v1Only), ("shadow", .shadow),
    ("canary:5", .canary(Share(percent: 5), mirrors: false)),
    ("canary:0.5+mirror", .canary(Share(percent: 0.5), mirrors: true)), ("rampDown", .rampDown),
    ("v2Only", .v2Only),
  ])
  func parsesStage(text: String, stage: MigrationStage) throws {
    #expect(try StageText(text).stage == stage)
  }

  @Test(arguments: StageText.examples)
  func parsesExamplesOfStages(text: String) throws {
    #expect(try StageText(text).stage.map { "\($0)" } == text)
  }

  @Test func leavesShareOfCanaryToAnotherSetting() throws {
    #expect(try StageText("canary").stage == nil)
  }

  @Test(arguments: [
    "", "Shadow", "v1", "v1-only", "canary:", "canary:101", "canary:5+", "shadow ",
  ])
  func rejectsInvalidStage(text: String) {
    let error = #expect(throws: CommandFailure.self) { try StageText(text) }
    #expect(error?.description.contains("is none of the stages v1Only, ") == true)
  }
}
#endif
