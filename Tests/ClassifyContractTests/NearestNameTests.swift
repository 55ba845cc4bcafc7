// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import Testing

@Suite struct NearestNameTests {
  static let known = ["lang", "max_pages", "target_pages", "file_ids", "rules", "mode"]

  @Test(arguments: [
    ("target_page", "target_pages"), ("targetPages", "target_pages"),
    ("target-pages", "target_pages"), ("TARGET_PAGES", "target_pages"),
    ("targetPage", "target_pages"), ("target_pagse", "target_pages"), ("maxPages", "max_pages"),
    ("max_page", "max_pages"), ("file_id", "file_ids"), ("fileIDs", "file_ids"),
    ("rule", "rules"), ("lnag", "lang"), ("langs", "lang"), ("Mode", "mode"),
  ])
  func findsMisspelledName(name: String, expected: String) {
    #expect(NearestName.nearest(to: name, among: Self.known) == expected)
  }

  @Test(arguments: ["", "extra", "pages", "language", "page_limit", "🧾", "m", "mdoe2", "mo"])
  func findsNothingNearOtherNames(name: String) {
    #expect(NearestName.nearest(to: name, among: Self.known) == nil)
  }

  @Test func findsNameWithFewestEdits() {
    let known = ["webhook_configurations", "webhook_configuration_ids"]
    #expect(NearestName.nearest(to: "webhookConfiguration", among: known) == known[0])
    #expect(NearestName.nearest(to: "webhookConfigurationID", among: known) == known[1])
    #expect(NearestName.nearest(to: "x", among: []) == nil)
  }

  /// The search compares no letters of a name that is longer than every known name.
  @Test func answersForNameOfAnyLength() {
    let name = String(repeating: "target_pages", count: 1_000_000)
    #expect(NearestName.nearest(to: name, among: Self.known) == nil)
  }
}
