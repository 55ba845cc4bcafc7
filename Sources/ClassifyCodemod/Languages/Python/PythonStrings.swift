// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
  /// Parses adjacent strings and f-strings, which are one literal.
  mutating func string() throws(SyntaxFault) -> Expression {
    let start = current.range.lowerBound
    let (first, prefixLength) = PythonQuote.at(start, in: text)
    let quoteStart = start + prefixLength
    var literal = StringLiteral(
      parts: [], prefix: text[start..<quoteStart],
      quote: text[quoteStart..<quoteStart + first.count], pieces: 0)
    while current.kind == .string || current.kind == .stringStart {
      let (quote, prefixLength) = PythonQuote.at(current.range.lowerBound, in: text)
      if current.kind == .string {
        let range = current.range
        appendText(
          range.lowerBound + prefixLength + quote.count..<range.upperBound - quote.count, quote,
          to: &literal)
        advance()
      } else {
        try interpolation(quote, into: &literal)
      }
      literal.pieces += 1
    }
    return Expression(.string(literal), start..<end)
  }

  private func appendText(
    _ range: ByteRange, _ quote: PythonQuote, to literal: inout StringLiteral
  ) {
    literal.parts.append(.text(PythonEscapes(quote).resolved(text, range), range))
  }

  private mutating func interpolation(
    _ quote: PythonQuote, into literal: inout StringLiteral
  ) throws(SyntaxFault) {
    advance()
    while current.kind != .stringEnd {
      if current.kind == .stringMiddle {
        appendText(current.range, quote, to: &literal)
        advance()
      } else {
        try field(into: &literal)
      }
    }
    advance()
  }

  /// Parses a field; the expressions of its format are parts of the literal too.
  private mutating func field(into literal: inout StringLiteral) throws(SyntaxFault) {
    try take(.openBrace)
    literal.parts.append(
      .expression(try nested { parser throws(SyntaxFault) in try parser.expressions() }))
    _ = skip(.assign)
    if skip(.exclamation) { _ = try name() }
    if skip(.colon) {
      while !at(.closeBrace) {
        if current.kind == .stringMiddle {
          advance()
        } else {
          try field(into: &literal)
        }
      }
    }
    try take(.closeBrace)
  }
}

/// Resolves what stands for other characters in the text of a literal.
struct PythonEscapes {
  private let isRaw: Bool
  private let hasFields: Bool
  private let isBytes: Bool

  init(_ quote: PythonQuote) {
    isRaw = quote.isRaw
    hasFields = quote.hasFields
    isBytes = quote.isBytes
  }

  /// Returns the text of some bytes between the quotes.
  ///
  /// `\N{NAME}` and unknown escapes stay as they are; a lone surrogate becomes U+FFFD.
  func resolved(_ text: SourceText, _ range: ByteRange) -> String {
    let bytes = text.bytes[range]
    guard
      bytes.contains(where: {
        ($0 == UInt8(ascii: "\\") && !isRaw) || $0 == UInt8(ascii: "\r")
          || (hasFields && ($0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}")))
      })
    else { return text[range] }
    var rest = Substring(text[range]).unicodeScalars
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r":
        if rest.first == "\n" { rest.removeFirst() }
        result.append("\n")
      case "{" where hasFields && rest.first == "{", "}" where hasFields && rest.first == "}":
        rest.removeFirst()
        result.append(scalar)
      case "\\" where !isRaw: escape(&rest, into: &result)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private func escape(
    _ rest: inout Substring.UnicodeScalarView, into result: inout String.UnicodeScalarView
  ) {
    guard let letter = rest.first else {
      result.append("\\")
      return
    }
    if let scalar = Self.simple[letter] {
      rest.removeFirst()
      result.append(scalar)
    } else if letter == "\n" || letter == "\r" {
      rest.removeFirst()
      if letter == "\r", rest.first == "\n" { rest.removeFirst() }
    } else if ("0"..."7").contains(letter) {
      append(number(&rest, radix: 8, atMost: 3), to: &result)
    } else if let length = Self.hexadecimal[letter], !isBytes || letter == "x" {
      rest.removeFirst()
      append(number(&rest, radix: 16, atMost: length), to: &result)
    } else {
      result.append("\\")
    }
  }

  private func number(
    _ rest: inout Substring.UnicodeScalarView, radix: Int, atMost length: Int
  ) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < length, let digit = rest.first.flatMap({ Character($0).hexDigitValue }),
      digit < radix
    {
      value = value << (radix == 16 ? 4 : 3) | UInt32(digit)
      rest.removeFirst()
      count += 1
    }
    return value
  }

  private func append(_ value: UInt32, to result: inout String.UnicodeScalarView) {
    result.append(Unicode.Scalar(value) ?? "\u{FFFD}")
  }

  private static let simple: [Unicode.Scalar: Unicode.Scalar] = [
    "\\": "\\", "'": "'", "\"": "\"", "n": "\n", "r": "\r", "t": "\t", "a": "\u{07}",
    "b": "\u{08}", "f": "\u{0C}", "v": "\u{0B}",
  ]

  private static let hexadecimal: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
}
