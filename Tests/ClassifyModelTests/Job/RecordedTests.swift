// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct RecordedTests {
  @Test func returnsNoRawJSONForRecognizedValue() {
    let recorded = Recorded.value(PageLimit.first(3))
    #expect(recorded.value == .first(3))
    #expect(recorded.unrecognizedJSON(of: .v1) == nil)
    #expect(recorded.unrecognizedJSON(of: .v2) == nil)
  }

  @Test(arguments: APIVersion.allCases)
  func returnsRawJSONOnlyForItsVersion(version: APIVersion) {
    let recorded = Recorded<PageLimit>.unrecognized(json: #""many""#, version: version)
    #expect(recorded.value == nil)
    for other in APIVersion.allCases {
      #expect(recorded.unrecognizedJSON(of: other) == (other == version ? #""many""# : nil))
    }
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
