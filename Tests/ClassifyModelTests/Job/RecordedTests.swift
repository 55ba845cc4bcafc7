// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct RecordedTests {
  @Test(arguments: APIVersion.allCases)
  func hasValueOnlyIfRecognized(version: APIVersion) {
    #expect(Recorded.value(PageLimit.first(3)).value == .first(3))
    #expect(Recorded<PageLimit>.unrecognized("many", version: version).value == nil)
  }

  @Test func recordsParsingOptions() throws {
    let pages = PageSelection.pages(try PageSet(rangeString: "1,3"))
    let options = ParsingOptions(language: Language("de"), pageLimit: .first(2), pages: pages)
    let record = ParsingRecord(options)
    #expect(record.language == Language("de"))
    #expect(record.pageLimit == .value(.first(2)))
    #expect(record.pages == .value(pages))
    #expect(ParsingRecord() == ParsingRecord(ParsingOptions()))
    #expect(ParsingOptions().pageLimit == .unlimited)
    #expect(ParsingOptions().pages == .all)
  }
}
