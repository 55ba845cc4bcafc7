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

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
    ("a=1", "a=1"), ("", ""),
  ])
  func disablesFormulas(text: String, cell: String) {
    #expect(CSVText.prose(text) == cell)
  }
}
