// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

// RFC 8259, section 7: char = unescaped / escape.
extension GrammarTests {
  static let acceptedStrings =
    [
      AcceptedText("\"\"", ""),
      // unescaped: %x20-21 / %x23-5B / %x5D-10FFFF
      AcceptedText("\" !#[]~\u{7F}\"", " !#[]~\u{7F}"),
      AcceptedText(
        "\"\u{80}\u{FFFD}\u{FEFF}\u{2028}\u{10FFFF}\"", "\u{80}\u{FFFD}\u{FEFF}\u{2028}\u{10FFFF}"),
      AcceptedText("\"e\u{301}\"", "e\u{301}"),
      // escape
      AcceptedText("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"),
      AcceptedText("\"/\"", "/"),
      AcceptedText("\"\\u0000\"", "\u{0}"),
      AcceptedText("\"\\u0041\\u00e9\\u20AC\\uFfFf\"", "A\u{E9}\u{20AC}\u{FFFF}"),
      AcceptedText("\"\\uD7FF\\uE000\"", "\u{D7FF}\u{E000}"),
      // Surrogate pairs.
      AcceptedText("\"\\uD834\\uDD1E\"", "\u{1D11E}"),
      AcceptedText("\"\\ud800\\udc00\\uDBFF\\uDFFF\"", "\u{10000}\u{10FFFF}"),
      AcceptedText("\"x\\uD834\\uDD1Ey\\n\"", "x\u{1D11E}y\n"),
      AcceptedText("\"\\\\u0041\"", "\\u0041"),
    ]
    // Every length around a word, with the quote, an escape and other scripts in every place of it.
    + (0...40).flatMap { length in
      let text = String(repeating: "a", count: length)
      return [
        AcceptedText("\"\(text)\"", .string(text)),
        AcceptedText("\"\(text)\\n\(text)\"", .string("\(text)\n\(text)")),
        AcceptedText("\"\(text)é\(text)😀\"", .string("\(text)é\(text)😀")),
        AcceptedText("{\"\(text)\":1}", .object([text: 1])),
        AcceptedText("{\"\(text)\\u0062\":1}", .object(["\(text)b": 1])),
      ]
    }

  static let refusedStrings =
    [
      // The end is missing.
      RefusedText("\"", .unexpectedEnd, 1),
      RefusedText("\"abc", .unexpectedEnd, 4),
      RefusedText("[\"abcdefgh", .unexpectedEnd, 10, "/0"),
      RefusedText("\"a\\\"", .unexpectedEnd, 4),
      RefusedText("'a'", .unexpectedCharacter, 0),
      // escape
      RefusedText("\"\\", .unexpectedEnd, 2),
      RefusedText("\"\\a\"", .invalidEscape, 1),
      RefusedText("\"ab\\x41\"", .invalidEscape, 3),
      RefusedText("\"\\N\"", .invalidEscape, 1),
      RefusedText("\"\\0\"", .invalidEscape, 1),
      RefusedText("\"\\'\"", .invalidEscape, 1),
      RefusedText("\"\\\n\"", .invalidEscape, 1),
      RefusedText("\"\\é\"", .invalidEscape, 1),
      RefusedText("\"\\U0041\"", .invalidEscape, 1),
      RefusedText("\"\\u\"", .invalidEscape, 1),
      RefusedText("\"\\u004\"", .invalidEscape, 1),
      RefusedText("\"\\u004g\"", .invalidEscape, 1),
      RefusedText("\"\\u{41}\"", .invalidEscape, 1),
      RefusedText("\"\\u+041\"", .invalidEscape, 1),
      RefusedText("\"\\u004", .unexpectedEnd, 6),
      RefusedText("\"\\u004\u{0}\"", .invalidEscape, 1),
      RefusedText("{\"a\":\n[\"b\",\"\\q\"]}", .invalidEscape, 12, line: 2, column: 7, "/a/1"),
      RefusedText("{\"\\q\":1}", .invalidEscape, 2),
      // Surrogates.
      RefusedText("\"\\uD800\"", .loneSurrogate, 1),
      RefusedText("\"\\uDBFFa\"", .loneSurrogate, 1),
      RefusedText("\"\\uDC00\"", .loneSurrogate, 1),
      RefusedText("\"\\uDFFF\\uD800\"", .loneSurrogate, 1),
      RefusedText("\"\\uD800\\uD800\"", .loneSurrogate, 1),
      RefusedText("\"\\uD800\\u0041\"", .loneSurrogate, 1),
      RefusedText("\"\\uD800\\n\"", .loneSurrogate, 1),
      RefusedText("\"\\uD834\\uDD1E\\uD834\"", .loneSurrogate, 13),
      RefusedText("\"\\uD800", .unexpectedEnd, 7),
      RefusedText("\"\\uD800\\u", .unexpectedEnd, 9),
      RefusedText("\"\\uD800\\uDC0", .unexpectedEnd, 12),
      RefusedText("\"\\uD800\\uDCzz\"", .invalidEscape, 1),
    ]
    // Control characters.
    + (0..<0x20).flatMap { (byte: UInt8) in
      [
        RefusedText(inString: [byte], .controlCharacter, 1),
        RefusedText(inString: Array("abcdefghij".utf8) + [byte, 0x61], .controlCharacter, 11),
      ]
    }
}
