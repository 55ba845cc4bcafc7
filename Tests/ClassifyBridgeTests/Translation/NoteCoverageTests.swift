// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import TestSupport
import Testing

/// Tests the check that the fuzz tests rely on.
@Suite struct NoteCoverageTests {
  @Test(arguments: [
    (["status"], "/status"), (["1", "status"], "/status"), (["status"], "/0/status"),
    (["2", "configuration", "rules", "0", "x"], "/0/configuration/rules/0/x"),
    (["configuration", "mode"], "/mode"), (["mode"], "/0/configuration/mode"),
    (["items", "0", "file_id"], "/0/file_input"), (["items", "1", "classify_job_id"], "/id"),
    (["parsing_configuration"], "/parsing_configuration/max_pages"),
    (["rules", "0", "a/b"], "/rules/0/a~1b"),
  ])
  func coversDifferenceAtAboveOrBelowNote(place: [String], pointer: String) {
    var coverage = NoteCoverage()
    #expect(coverage.silent([place], notes: [Note(.memberUnknown, at: pointer)]) == [])
  }

  @Test(arguments: [
    (["status"], ""), (["status"], "/error_message"), (["1", "status"], "/0/status"),
    (["items", "1", "created_at"], "/items/0/created_at"), (["rules", "0"], "/rules/1"),
    (["configuration_id"], "/configuration/mode"), (["id"], "/0/transaction_id"),
    (["parsing_configuration", "lang"], "/parsing_configuration/max_pages"),
  ])
  func doesNotCoverDifferenceElsewhere(place: [String], pointer: String) {
    var coverage = NoteCoverage()
    #expect(coverage.silent([place], notes: [Note(.memberUnknown, at: pointer)]) == [place])
  }
}
