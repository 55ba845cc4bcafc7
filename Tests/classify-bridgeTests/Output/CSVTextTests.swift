// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct CSVTextTests {
  /// RFC 4180, §2, rules 5 to 7.
  @Test func quotesCells() {
    #expect(
      CSVText.row(["a b", "", "1,2", "say \"no\"", "two\nlines"])
        == "a b,,\"1,2\",\"say \"\"no\"\"\",\"two\nlines\"\n")
  }
}
