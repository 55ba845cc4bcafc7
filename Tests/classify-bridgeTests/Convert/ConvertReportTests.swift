// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import Testing

@testable import classify_bridge

@Suite struct ConvertReportTests {
  @Test func countsAddUp() {
    var counts = ArchiveCounts()
    #expect(
      ConvertReport.sentence(counts)
        == "0 lines: 0 converted, 0 unchanged, 0 rejected, 0 blank; 0 records written")
    counts.converted = 4
    counts.unchanged = 3
    counts.rejected = 2
    counts.blank = 1
    counts.written = 1
    #expect(
      ConvertReport.sentence(counts)
        == "10 lines: 4 converted, 3 unchanged, 2 rejected, 1 blank; 1 record written")
  }

  @Test(arguments: [
    ([], nil),
    (["total_size"], "classify-bridge: only the items of pages are records; left out: total_size"),
    (
      ["a\n", "next_page_token"],
      "classify-bridge: only the items of pages are records; left out: a\u{FFFD}, next_page_token; "
        + "a page with next_page_token is not the last one"
    ),
  ])
  func namesMembersOfPages(names: [String], message: String?) {
    #expect(ConvertReport.leftOut(names) == message)
  }

  @Test(
    arguments: [
      (0, nil, nil, nil),
      (
        2, nil, nil,
        "2 lines before the end can belong to a group that goes on behind it, and had to "
          + "be left out."
      ),
      (
        2, "o.partial", "o",
        "o was not written. o.partial has the records so far: the same command "
          + "with --resume goes on there."
      ),
      (0, nil, "o", "o was not written."),
    ] as [(Int, String?, String?, String?)])
  func saysWhatIsLeft(waiting: Int, partial: String?, output: String?, message: String?) {
    #expect(
      ConvertReport.ending(waitingLines: waiting, partial: partial, output: output) == message)
  }
}
