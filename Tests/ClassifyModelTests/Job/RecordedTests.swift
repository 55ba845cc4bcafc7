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

  @Test func recordsNoLimitAndAllPagesByDefault() {
    #expect(ParsingRecord().pageLimit == .value(ParsingOptions().pageLimit))
    #expect(ParsingRecord().pages == .value(ParsingOptions().pages))
    #expect(ParsingOptions().pageLimit == .unlimited)
    #expect(ParsingOptions().pages == .all)
  }
}
