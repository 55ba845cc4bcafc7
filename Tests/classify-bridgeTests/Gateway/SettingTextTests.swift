// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct SettingTextTests {
  @Test(arguments: [
    ("1", 1), ("65536", 65_536), ("64KiB", 65_536), ("64MiB", 67_108_864), ("1GiB", 1_073_741_824),
    ("1024GiB", 1_099_511_627_776),
  ])
  func parsesSize(text: String, bytes: Int) throws {
    #expect(try SettingText.size(text) == bytes)
  }

  @Test(arguments: [
    ("", "not a size"), ("KiB", "not a size"), ("-1", "not a size"), ("+1", "not a size"),
    ("1.5MiB", "not a size"), ("1MB", "not a size"), ("1 MiB", "not a size"), ("١", "not a size"),
    ("99999999999999999999", "not a size"), ("0", "at least 1 byte"), ("0KiB", "at least 1 byte"),
    ("1025GiB", "at most 1024GiB"), ("9223372036854775807MiB", "at most 1024GiB"),
  ])
  func rejectsInvalidSize(text: String, reason: String) {
    let error = #expect(throws: CommandFailure.self) { try SettingText.size(text) }
    #expect(error?.description.hasPrefix(text.debugDescription) == true)
    #expect(error?.description.contains(reason) == true)
  }

  @Test(arguments: [
    (1, "1"), (1_000, "1000"), (65_536, "64KiB"), (3 << 20, "3MiB"), (1 << 30, "1GiB"),
  ])
  func formatsSize(bytes: Int, text: String) {
    #expect(SettingText.text(bytes: bytes) == text)
  }

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
