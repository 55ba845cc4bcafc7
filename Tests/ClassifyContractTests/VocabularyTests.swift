// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct WebhookEventNamesTests {
  static let table: [(event: WebhookEvent, v1: String, v2: String)] = [
    (.pending, "parse.pending", "classify.pending"),
    (.running, "parse.running", "classify.running"),
    (.success, "parse.success", "classify.success"),
    (.partialSuccess, "parse.partial_success", "classify.partial_success"),
    (.error, "parse.error", "classify.error"),
    (.cancelled, "parse.cancelled", "classify.cancelled"),
  ]
  private let v1 = WebhookEventNames(prefix: "parse.", readsOtherPrefixes: true)
  private let v2 = WebhookEventNames(prefix: "classify.", readsOtherPrefixes: false)

  @Test(arguments: table)
  func convertsToAndFromNamesOfEachVersion(event: WebhookEvent, v1Name: String, v2Name: String) {
    #expect(v1.name(of: event) == v1Name)
    #expect(v2.name(of: event) == v2Name)
    #expect(WebhookEventNames.event(named: v1Name) == event)
    #expect(WebhookEventNames.event(named: v2Name) == event)
  }

  /// v1 takes any text as an event; v2's events under `parse.` are those of a parse job.
  @Test(arguments: table)
  func readsOtherPrefixOnlyWhereItMeansSameEvent(
    event: WebhookEvent, v1Name: String, v2Name: String
  ) {
    #expect(v1.event(named: v1Name) == event)
    #expect(v1.event(named: v2Name) == event)
    #expect(v2.event(named: v2Name) == event)
    #expect(v2.event(named: v1Name) == .unrecognized(v1Name))
  }

  @Test(
    arguments: [
      ("parse.failure", .error, "classify.error"),
      ("parse.partial", .partialSuccess, "classify.partial_success"),
    ] as [(String, WebhookEvent, String)])
  func readsOldNamesAndWritesCurrentOnes(old: String, event: WebhookEvent, v2Name: String) {
    #expect(WebhookEventNames.event(named: old) == event)
    #expect(v2.name(of: event) == v2Name)
    #expect(v1.name(of: event) != old)
  }

  @Test(arguments: [
    "", "success", "parse.", "classify.", "parse.classify.success", "extract.success",
    "classify.paused", "Parse.success", "classify.success ", "unmapped_event",
  ])
  func keepsUnrecognizedEvents(text: String) {
    #expect(WebhookEventNames.event(named: text) == .unrecognized(text))
    #expect(v1.name(of: .unrecognized(text)) == text)
    #expect(v2.name(of: .unrecognized(text)) == text)
  }
}

@Suite struct ModeWordTests {
  private enum Word: String, ModeWord {
    case fast = "FAST"

    var mode: ClassifyMode { .fast }
  }

  @Test(
    arguments: [
      ("FAST", .fast), ("MULTIMODAL", .unrecognized("MULTIMODAL")), ("fast", .unrecognized("fast")),
      ("", .unrecognized("")),
    ] as [(String, ClassifyMode)])
  func convertsToAndFromMode(text: String, mode: ClassifyMode) {
    #expect(Open<Word>(text).mode == mode)
    #expect(Open<Word>(mode)?.text == text)
  }

  @Test func hasNoWordForModeOutsideTheVocabulary() {
    #expect(Open<Word>(ClassifyMode.multimodal) == nil)
  }
}

@Suite struct StatusWordTests {
  private enum Word: String, StatusWord {
    case waiting = "WAITING"
    case done = "DONE"

    var jobStatus: JobStatus {
      switch self {
      case .waiting: .pending
      case .done: .succeeded
      }
    }
  }

  @Test func convertsToAndFromStatus() {
    #expect(Open<Word>("DONE").jobStatus == .succeeded)
    #expect(Open<Word>("WAITING").jobStatus == .pending)
    #expect(JobStatus.succeeded.word(Word.self) == .done)
    #expect(JobStatus.pending.word(Word.self) == .waiting)
  }

  @Test func keepsUnknownWord() {
    #expect(Open<Word>("PAUSED").jobStatus == .unrecognized("PAUSED"))
  }

  @Test func hasNoWordForStatusOutsideTheVocabulary() {
    #expect(JobStatus.running.word(Word.self) == nil)
    #expect(JobStatus.unrecognized("DONE").word(Word.self) == nil)
  }
}
