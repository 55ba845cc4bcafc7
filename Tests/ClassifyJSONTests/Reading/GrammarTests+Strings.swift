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
    // Every length around a word, so that quotes, escapes and non-ASCII characters hit each byte.
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

  static let rejectedStrings =
    [
      // Missing end.
      RejectedText("\"", .unexpectedEnd, 1),
      RejectedText("\"abc", .unexpectedEnd, 4),
      RejectedText("[\"abcdefgh", .unexpectedEnd, 10, "/0"),
      RejectedText("\"a\\\"", .unexpectedEnd, 4),
      RejectedText("'a'", .unexpectedCharacter, 0),
      // escape
      RejectedText("\"\\", .unexpectedEnd, 2),
      RejectedText("\"\\a\"", .invalidEscape, 1),
      RejectedText("\"ab\\x41\"", .invalidEscape, 3),
      RejectedText("\"\\N\"", .invalidEscape, 1),
      RejectedText("\"\\0\"", .invalidEscape, 1),
      RejectedText("\"\\'\"", .invalidEscape, 1),
      RejectedText("\"\\\n\"", .invalidEscape, 1),
      RejectedText("\"\\é\"", .invalidEscape, 1),
      RejectedText("\"\\U0041\"", .invalidEscape, 1),
      RejectedText("\"\\u\"", .invalidEscape, 1),
      RejectedText("\"\\u004\"", .invalidEscape, 1),
      RejectedText("\"\\u004g\"", .invalidEscape, 1),
      RejectedText("\"\\u{41}\"", .invalidEscape, 1),
      RejectedText("\"\\u+041\"", .invalidEscape, 1),
      RejectedText("\"\\u004", .unexpectedEnd, 6),
      RejectedText("\"\\u004\u{0}\"", .invalidEscape, 1),
      RejectedText("{\"a\":\n[\"b\",\"\\q\"]}", .invalidEscape, 12, line: 2, column: 7, "/a/1"),
      RejectedText("{\"\\q\":1}", .invalidEscape, 2),
      // Surrogates.
      RejectedText("\"\\uD800\"", .loneSurrogate, 1),
      RejectedText("\"\\uDBFFa\"", .loneSurrogate, 1),
      RejectedText("\"\\uDC00\"", .loneSurrogate, 1),
      RejectedText("\"\\uDFFF\\uD800\"", .loneSurrogate, 1),
      RejectedText("\"\\uD800\\uD800\"", .loneSurrogate, 1),
      RejectedText("\"\\uD800\\u0041\"", .loneSurrogate, 1),
      RejectedText("\"\\uD800\\n\"", .loneSurrogate, 1),
      RejectedText("\"\\uD834\\uDD1E\\uD834\"", .loneSurrogate, 13),
      RejectedText("\"\\uD800", .unexpectedEnd, 7),
      RejectedText("\"\\uD800\\u", .unexpectedEnd, 9),
      RejectedText("\"\\uD800\\uDC0", .unexpectedEnd, 12),
      RejectedText("\"\\uD800\\uDCzz\"", .invalidEscape, 1),
    ]
    // Control characters.
    + (0..<0x20).flatMap { (byte: UInt8) in
      [
        RejectedText(inString: [byte], .controlCharacter, 1),
        RejectedText(inString: Array("abcdefghij".utf8) + [byte, 0x61], .controlCharacter, 11),
      ]
    }
}

// The Unicode Standard, table 3-7: well-formed UTF-8, on both sides of each boundary.
extension GrammarTests {
  static let acceptedUTF8 = [
    [0xC2, 0x80], [0xDF, 0xBF],
    [0xE0, 0xA0, 0x80], [0xE0, 0xBF, 0xBF],
    [0xE1, 0x80, 0x80], [0xEC, 0xBF, 0xBF],
    [0xED, 0x80, 0x80], [0xED, 0x9F, 0xBF],
    [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
    [0xF0, 0x90, 0x80, 0x80], [0xF0, 0xBF, 0xBF, 0xBF],
    [0xF1, 0x80, 0x80, 0x80], [0xF3, 0xBF, 0xBF, 0xBF],
    [0xF4, 0x80, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
  ].map { (sequence: [UInt8]) in
    AcceptedText(
      bytes: [0x22] + sequence + [0x22], .string(String(decoding: sequence, as: UTF8.self)))
  }

  private static let illFormed: [[UInt8]] = [
    // Continuation bytes without a lead byte.
    [0x80], [0xBF], [0x80, 0x80],
    // Overlong.
    [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF],
    [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
    [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
    // Surrogates.
    [0xED, 0xA0, 0x80], [0xED, 0xAF, 0xBF], [0xED, 0xB0, 0x80], [0xED, 0xBF, 0xBF],
    // Above U+10FFFF.
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF7, 0xBF, 0xBF, 0xBF],
    [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC], [0xFE], [0xFF],
    // Truncated.
    [0xC2], [0xDF, 0x41], [0xE1, 0x80], [0xE1, 0x41, 0x80], [0xF1, 0x80, 0x80], [0xF1, 0x80, 0x41],
    [0xF1, 0x41, 0x80, 0x80], [0xC2, 0xC2, 0x80], [0xE1, 0x80, 0xC0], [0xF1, 0x80, 0x80, 0xFF],
  ]

  static let rejectedUTF8 =
    illFormed.flatMap { sequence in
      [
        RejectedText(inString: sequence, .invalidUTF8, 1),
        RejectedText(inString: Array("é".utf8) + sequence, .invalidUTF8, 3, column: 3),
      ]
    }
    + [
      RejectedText(bytes: [0x22, 0xE1, 0x80], .invalidUTF8, 1),
      RejectedText(bytes: [0x5B, 0xFF, 0x5D], .unexpectedCharacter, 1, "/0"),
      // A column counts scalars, not bytes.
      RejectedText("[\"é😀\",\n\"é😀\", x]", .invalidLiteral, 21, line: 2, column: 7, "/2"),
      RejectedText("{\"é\":{\"😀\":+}}", .unexpectedCharacter, 14, column: 11, "/é/😀"),
    ]
}
