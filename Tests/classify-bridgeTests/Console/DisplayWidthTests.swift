// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct DisplayWidthTests {
  /// The expected values are those of wcwidth 0.9.4 (Unicode 18).
  @Test(arguments: [
    ("", 0), ("invoice", 7), ("…", 1), ("→", 1), ("©", 1),
    // East Asian wide, fullwidth and halfwidth.
    ("漢字", 4), ("ｆｕｌｌ", 8), ("ｱｲｳ", 3), ("한글", 4), ("𠮷野家", 6),
    ("請求書 2026年.pdf", 17), ("\u{1112}\u{1161}\u{11AB}", 2),
    // Combining marks and joiners.
    ("か\u{3099}", 2), ("e\u{301}", 1), ("Z\u{337}\u{327}\u{361}\u{35D}", 1), ("\u{200B}", 0),
    ("\u{1100}\u{1100}\u{1100}\u{AC00}", 8), ("x\u{1F3FB}", 3), ("नमस्ते", 4), ("नि", 2), ("ไทย", 3),
    // Emoji: skin tones, ZWJ sequences, flags, keycaps and variation selectors.
    ("👍", 2), ("👍🏽", 2), ("👨\u{200D}👩\u{200D}👧\u{200D}👦", 2),
    ("🏳\u{FE0F}\u{200D}🌈", 2), ("🇩🇪", 2), ("🇺🇸🇫🇷", 4), ("1\u{FE0F}\u{20E3}", 2), ("❤", 1),
    ("❤\u{FE0F}", 2), ("⌚", 2), ("⌚\u{FE0E}", 1), ("レシート🧾.png", 14),
  ])
  func countsColumns(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test(arguments: [
    ("\u{1B}[1m漢字\u{1B}[0m x", 6), ("\r\u{1B}[Kid:", 3), ("plain", 5),
  ])
  func ignoresEscapeSequences(text: String, columns: Int) {
    #expect(DisplayWidth.columns(ofStyled: text) == columns)
  }

  @Test(arguments: [
    ("漢字かな", 5, "漢字", "かな"), ("abc", 2, "ab", "bc"), ("ab", 9, "ab", "ab"),
    ("👍🏽e\u{301}", 1, "", "e\u{301}"), ("漢", 0, "", ""), ("漢", -1, "", ""),
  ])
  func cutsBetweenGraphemeClusters(text: String, columns: Int, prefix: String, suffix: String) {
    #expect(DisplayWidth.prefix(of: text, columns: columns) == prefix)
    #expect(DisplayWidth.suffix(of: text, columns: columns) == suffix)
  }
}

@Suite struct TextLayoutTests {
  @Test func padsToColumns() {
    #expect(TextLayout.pad("漢字", to: 6) == "漢字  ")
    #expect(TextLayout.pad("e\u{301}", to: 2) == "e\u{301} ")
    #expect(TextLayout.pad("abc", to: 2) == "abc")
  }

  @Test func wrapsAtColumns() {
    #expect(
      TextLayout.wrap("漢字 漢字 漢字", width: 11, first: "· ", rest: "  ")
        == ["· 漢字 漢字", "  漢字"])
  }

  @Test func keepsSpacesBetweenWords() {
    #expect(TextLayout.wrap("a  b   c", width: 5) == ["a  b", "c"])
  }

  /// Messages on a terminal of 32 columns.
  @Test(
    arguments: [
      ("note: the request has the member", ["note: the request has the member"]),
      ("note: the request has the member a", ["note: the request has the member", "  a"]),
      (
        "  status:     one two three four five",
        ["  status:     one two three four", "              five"]
      ),
      (
        "  The key came from LLAMA_CLOUD_API_KEY.",
        ["  The key came from", "    LLAMA_CLOUD_API_KEY."]
      ),
      (
        "see https://example.com/a/very/long/path/of/words for more",
        ["see", "https://example.com/a/very/long/path/of/words", "for more"]
      ),
      (
        "note: \u{1B}[31mimpossible\u{1B}[0m at /mode: 1 2 3 4",
        ["note: \u{1B}[31mimpossible\u{1B}[0m at /mode: 1 2 3", "  4"]
      ),
      (
        "\r\u{1B}[Kid: sending the request again in 2 seconds",
        ["\r\u{1B}[Kid: sending the request again in", "  2 seconds"]
      ),
      ("the text “a  b” is kept as it is here", ["the text “a  b” is kept as it is", "here"]),
      (
        "  If it is a v1 job: classify-bridge classifier:jobs get 182bd5e5",
        ["  If it is a v1 job:", "    classify-bridge classifier:jobs get 182bd5e5"]
      ),
      (
        "  export LLAMA_CLOUD_BASE_URL=http://a LLAMA_CLOUD_API_KEY=k",
        ["  export LLAMA_CLOUD_BASE_URL=http://a LLAMA_CLOUD_API_KEY=k"]
      ),
      (
        "Usage: classify-bridge run --rules <file>",
        ["Usage: classify-bridge run", "  --rules <file>"]
      ),
      (
        "Error: x\n  --pages 1,x\n            ^\n",
        ["Error: x", "  --pages 1,x", "            ^", ""]
      ),
    ] as [(String, [String])])
  func wrapsMessagesAtWords(message: String, lines: [String]) {
    #expect(TextLayout.message(message, width: 32) == lines.joined(separator: "\n"))
  }

  @Test func leavesMessagesToVeryNarrowTerminals() {
    let excerpt = "  --pages 1,2,3,4,5,6,7,8\n                ^"
    #expect(TextLayout.message(excerpt, width: 20) == excerpt)
    #expect(
      TextLayout.message("classify-bridge: these results are of the sandbox", width: 30)
        == "classify-bridge: these results\n  are of the sandbox")
  }

  @Test(arguments: [
    ("請求書と領収書.pdf", 11, "請求….pdf"), ("invoice-2026.pdf", 9, "invo….pdf"),
    ("👨\u{200D}👩\u{200D}👧👨\u{200D}👩\u{200D}👧👍", 5, "👨\u{200D}👩\u{200D}👧…👍"),
    ("short", 5, "short"),
  ])
  func truncatesInTheMiddle(text: String, width: Int, expected: String) {
    #expect(PlainText.shortened(text, to: width) == expected)
    #expect(DisplayWidth.columns(of: PlainText.shortened(text, to: width)) <= width)
  }
}

@Suite struct TextTableTests {
  private let table = TextTable(
    header: ["File", "Type"],
    rows: [["請求書.pdf", "invoice"], ["👍🏽.txt", "letter"], ["cafe\u{301}.md", "資料"]])

  @Test func alignsWideNames() {
    #expect(
      table.render(width: 40, indent: "  ", terminal: .none) == [
        "  File        Type", "  請求書.pdf  invoice", "  👍🏽.txt      letter",
        "  cafe\u{301}.md     資料",
      ])
  }

  @Test func listsRowsWhenColumnsDoNotFit() {
    let lines = table.render(width: 18, indent: "", terminal: .none)
    #expect(lines.prefix(2) == ["請求書.pdf", "  Type  invoice"])
  }

  @Test func truncatesTitlesBeforeColumnsBecomeLists() {
    var table = TextTable(
      header: ["File", "Type"], rows: [["0123456789", "letter"], ["a", "b"]])
    table.minimumTitleWidth = 5
    #expect(
      table.render(width: 17, indent: "", terminal: .none) == [
        "File       Type", "0123…6789  letter", "a          b",
      ])
    #expect(table.render(width: 12, indent: "", terminal: .none).first == "0123456789")
  }

  @Test func truncatesNoIDInLists() {
    let id = TextTable.Cell(id: "0123456789")
    let table = TextTable(header: ["File", "Type", "Job"], rows: [["a", "0123456789", id]])
    #expect(
      table.render(width: 12, indent: "", terminal: .none) == [
        "a", "  Type  01…9", "  Job  0123456789",
      ])
  }
}

@Suite struct SourceExcerptTests {
  @Test(arguments: [
    ("漢字,x3", 7..<9, "    漢字,x3", "         ^^"), ("1,漢", 2..<5, "    1,漢", "      ^^"),
    ("e\u{301},x", 4..<5, "    e\u{301},x", "      ^"),
    ("a\u{1B}b", 1..<2, "    a\u{FFFD}b", "     ^"),
  ])
  func underlinesTokenAfterWideCharacters(
    text: String, token: Range<Int>, line: String, carets: String
  ) {
    let excerpt = SourceExcerpt(text: Array(text.utf8), token: token)
    #expect(excerpt.render(label: "    ", terminal: .none) == [line, carets])
  }
}
