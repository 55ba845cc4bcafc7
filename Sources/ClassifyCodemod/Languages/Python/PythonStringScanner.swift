// SPDX-License-Identifier: Apache-2.0

/// The prefix and the quotes of a string.
struct PythonQuote: Sendable, Hashable {
  /// `"` or `'`.
  var byte: UInt8
  /// Whether there are three quotes.
  var isTriple: Bool
  /// Whether a backslash is an ordinary character: `r`.
  var isRaw = false
  /// Whether braces begin fields: `f` or `t`.
  var hasFields = false
  /// Whether it is a literal of bytes: `b`.
  var isBytes = false

  /// The number of quotes on each side.
  var count: Int { isTriple ? 3 : 1 }

  /// The prefix and the quotes that begin at an offset, and the number of bytes of the prefix.
  static func at(_ offset: Int, in text: SourceText) -> (quote: PythonQuote, prefixLength: Int) {
    var quote = PythonQuote(byte: UInt8(ascii: "\""), isTriple: false)
    var position = offset
    while position < text.count {
      let byte = text.bytes[position]
      switch byte | 0x20 {
      case UInt8(ascii: "r"): quote.isRaw = true
      case UInt8(ascii: "b"): quote.isBytes = true
      case UInt8(ascii: "f"), UInt8(ascii: "t"): quote.hasFields = true
      case UInt8(ascii: "u"): break
      default:
        quote.byte = byte
        quote.isTriple =
          position + 2 < text.count && text.bytes[position + 1] == byte
          && text.bytes[position + 2] == byte
        return (quote, position - offset)
      }
      position += 1
    }
    return (quote, position - offset)
  }

  /// Whether a name can stand before a quote as its prefix.
  static func isPrefix(_ bytes: some Collection<UInt8>) -> Bool {
    prefixes.contains(bytes.reduce(0) { $0 << 8 | UInt16($1 | 0x20) })
  }

  private static let prefixes: Set<UInt16> = Set(
    ["r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"].map { prefix in
      prefix.utf8.reduce(0) { $0 << 8 | UInt16($1) }
    })
}

extension PythonScanner {
  /// Reads a string, or the begin of an f-string.
  mutating func string(prefixLength: Int) throws(SyntaxFault) {
    let (quote, _) = PythonQuote.at(offset, in: text)
    let start = offset
    if quote.hasFields {
      emit(.stringStart, prefixLength + quote.count)
      frames.append(.string(quote, at: start))
      return
    }
    var length = prefixLength + quote.count
    while offset + length < text.count {
      if isEnd(of: quote, length) {
        emit(.string, length + quote.count)
        return
      }
      if byte(length) == UInt8(ascii: "\\") {
        length += 1 + max(lineEndLength(length + 1), 1)
      } else if !quote.isTriple, lineEndLength(length) > 0 {
        break
      } else {
        length += 1
      }
    }
    throw unclosed(.string(quote, at: start))
  }

  /// Reads the text of an f-string, or of a format in it, up to its end or the next field.
  mutating func literalText(
    of quote: PythonQuote, from start: Int, isFormat: Bool
  ) throws(SyntaxFault) {
    var length = 0
    while offset + length < text.count {
      let next = byte(length)
      switch next {
      case quote.byte where isEnd(of: quote, length):
        if isFormat { throw unclosed(.string(quote, at: start)) }
        middle(length)
        emit(.stringEnd, quote.count)
        frames.removeLast()
        return
      case UInt8(ascii: "\\"): length += escapeLength(length, isRaw: quote.isRaw)
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        if !isFormat, byte(length + 1) == next {
          length += 2
        } else {
          middle(length)
          try brace(next, isFormat: isFormat)
          return
        }
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if quote.isTriple {
          length += 1
        } else if isFormat {
          // The field goes on as code, which must end it.
          middle(length)
          frames.removeLast()
          return
        } else {
          throw unclosed(.string(quote, at: start))
        }
      default: length += 1
      }
    }
    throw unclosed(.string(quote, at: start))
  }

  private mutating func middle(_ length: Int) {
    if length > 0 { emit(.stringMiddle, length) }
  }

  private mutating func brace(_ brace: UInt8, isFormat: Bool) throws(SyntaxFault) {
    if brace == UInt8(ascii: "{") {
      frames.append(.field(at: offset))
    } else {
      guard isFormat else {
        throw SyntaxFault(
          range: offset..<offset + 1, reason: "the closing brace matches no field of the f-string")
      }
      frames.removeLast(2)
    }
    emit(.punctuation, 1)
  }

  /// The length of an escape in an f-string; braces after a backslash keep their meaning, but
  /// `\N{NAME}` is one character.
  private func escapeLength(_ start: Int, isRaw: Bool) -> Int {
    let next = byte(start + 1)
    if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") { return 1 }
    if !isRaw, next == UInt8(ascii: "N"), byte(start + 2) == UInt8(ascii: "{") {
      var length = 3
      while offset + start + length < text.count, lineEndLength(start + length) == 0 {
        if byte(start + length) == UInt8(ascii: "}") { return length + 1 }
        length += 1
      }
    }
    return 1 + max(lineEndLength(start + 1), 1)
  }

  private func isEnd(of quote: PythonQuote, _ distance: Int) -> Bool {
    byte(distance) == quote.byte
      && (!quote.isTriple
        || (byte(distance + 1) == quote.byte && byte(distance + 2) == quote.byte))
  }
}
