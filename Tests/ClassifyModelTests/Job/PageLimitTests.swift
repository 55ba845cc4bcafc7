// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct PageLimitTests {
  @Test(
    arguments: [
      ("null", .unlimited), ("5", .first(5)), ("1", .first(1)),
      // Records keep any value; the published sample has 0.
      ("0", .first(0)), ("-1", .first(-1)),
    ] as [(String, PageLimit)])
  func encodesAsNullOrInteger(json: String, limit: PageLimit) throws {
    #expect(try decoded(json, as: PageLimit.self) == limit)
    #expect(try encoded(limit) == json)
  }

  @Test(arguments: [
    (#""5""#, DecodingFailure.typeMismatch), ("[]", .typeMismatch), ("true", .typeMismatch),
    ("1.5", .dataCorrupted),
  ])
  func rejectsOtherValues(json: String, failure: DecodingFailure) {
    #expect(decodingFailure(json, as: PageLimit.self) == failure)
  }

  @Test func countsPagesUnlessUnlimited() {
    #expect(PageLimit.first(5).count == 5)
    #expect(PageLimit.unlimited.count == nil)
  }
}
