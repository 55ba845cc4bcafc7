// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct WebhookEventTests {
  static let table: [(event: WebhookEvent, v1: String, v2: String)] = [
    (.pending, "parse.pending", "classify.pending"),
    (.running, "parse.running", "classify.running"),
    (.success, "parse.success", "classify.success"),
    (.partialSuccess, "parse.partial_success", "classify.partial_success"),
    (.error, "parse.error", "classify.error"),
    (.cancelled, "parse.cancelled", "classify.cancelled"),
  ]

  @Test(arguments: table)
  func convertsToAndFromNamesOfEachVersion(event: WebhookEvent, v1: String, v2: String) {
    #expect(event.wireText(for: .v1) == v1)
    #expect(event.wireText(for: .v2) == v2)
    #expect(WebhookEvent(wire: v1) == event)
    #expect(WebhookEvent(wire: v2) == event)
  }

  @Test(
    arguments: [
      ("parse.failure", .error, "classify.error"),
      ("parse.partial", .partialSuccess, "classify.partial_success"),
    ] as [(String, WebhookEvent, String)])
  func readsOldNamesAndWritesCurrentOnes(old: String, event: WebhookEvent, v2: String) {
    #expect(WebhookEvent(wire: old) == event)
    #expect(event.wireText(for: .v2) == v2)
    #expect(event.wireText(for: .v1) != old)
  }

  @Test(arguments: [
    "", "success", "parse.", "classify.", "parse.classify.success", "extract.success",
    "classify.paused", "Parse.success", "classify.success ", "unmapped_event",
  ])
  func keepsUnrecognizedEvents(text: String) {
    #expect(WebhookEvent(wire: text) == .unrecognized(text))
    for version in APIVersion.allCases {
      #expect(WebhookEvent.unrecognized(text).wireText(for: version) == text)
    }
  }
}
