// SPDX-License-Identifier: Apache-2.0

extension PythonScanner {
  /// Reads one token, or passes over space, in code and in fields of f-strings.
  mutating func token() throws(SyntaxFault) {
    let first = byte()
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: offset += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): lineEnd(lineEndLength())
    case UInt8(ascii: "#"): comment(.comment)
    case UInt8(ascii: "\\") where lineEndLength(1) > 0: offset += 1 + lineEndLength(1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): try string(prefixLength: 0)
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open(first)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): try close(first)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    case UInt8(ascii: ".") where byte(1).isDigit: number()
    case UInt8(ascii: "%"), UInt8(ascii: "!"), UInt8(ascii: "?"):
      if beginsMagic(first) { magic() } else { punctuation() }
    case _ where first.beginsName: try name()
    default: punctuation()
    }
  }

  private mutating func name() throws(SyntaxFault) {
    var length = 1
    while byte(length).continuesName { length += 1 }
    let next = byte(length)
    if length <= 2, next == UInt8(ascii: "\"") || next == UInt8(ascii: "'"),
      PythonQuote.isPrefix(text.bytes[offset..<offset + length])
    {
      try string(prefixLength: length)
    } else {
      emit(.name, length)
    }
  }

  private mutating func number() {
    var length: Int
    if byte() == UInt8(ascii: "0"), let isDigit = Self.digits(ofRadix: byte(1)) {
      length = digits(from: 2, isDigit)
    } else {
      length = digits(from: 0, \.isDigit)
      if byte(length) == UInt8(ascii: ".") { length = digits(from: length + 1, \.isDigit) }
      if byte(length) | 0x20 == UInt8(ascii: "e") {
        let sign = byte(length + 1)
        let hasSign = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        let start = length + (hasSign ? 2 : 1)
        if byte(start).isDigit { length = digits(from: start, \.isDigit) }
      }
      if byte(length) | 0x20 == UInt8(ascii: "j") { length += 1 }
    }
    emit(.number, length)
  }

  /// The distance of the first byte that is no digit and no underscore before a digit.
  private func digits(from start: Int, _ isDigit: (UInt8) -> Bool) -> Int {
    var length = start
    while isDigit(byte(length)) || (byte(length) == UInt8(ascii: "_") && isDigit(byte(length + 1)))
    {
      length += 1
    }
    return length
  }

  private static func digits(ofRadix letter: UInt8) -> ((UInt8) -> Bool)? {
    switch letter | 0x20 {
    case UInt8(ascii: "x"): \.isHexadecimalDigit
    case UInt8(ascii: "o"): { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    case UInt8(ascii: "b"): { (UInt8(ascii: "0")...UInt8(ascii: "1")).contains($0) }
    default: nil
    }
  }

  private mutating func punctuation() {
    if case .field = frames.last {
      // `:=` and `!r` at the top of a field are no operators: the format and the conversion begin.
      if byte() == UInt8(ascii: ":") {
        emit(.punctuation, 1)
        frames.append(.format)
        return
      }
      if byte() == UInt8(ascii: "!"), byte(1) != UInt8(ascii: "=") {
        emit(.punctuation, 1)
        return
      }
    }
    for length in stride(from: min(Self.longestOperator, text.count - offset), to: 0, by: -1)
    where PythonWord(text, offset..<offset + length) != nil {
      // A lone `!` only occurs in fields.
      if length == 1, byte() == UInt8(ascii: "!") { break }
      emit(.punctuation, length)
      return
    }
    emit(.unknown, 1)
  }

  private static let longestOperator = 3
}

// MARK: IPython

extension PythonScanner {
  /// Whether a byte begins the part of a line that is for IPython: at the start of a statement,
  /// after `=`, and a question mark anywhere.
  private func beginsMagic(_ first: UInt8) -> Bool {
    guard allowsMagic, frames.isEmpty else { return false }
    guard first != UInt8(ascii: "?"), let last = tokens.last(where: { !$0.isTrivia }) else {
      return true
    }
    switch last.kind {
    case .newline, .indent, .dedent: return true
    case .punctuation: return text.matches("=", in: last.range)
    default: return false
    }
  }

  /// Reads the rest of the line; a backslash at its end continues it.
  private mutating func magic() {
    var length = 1
    while offset + length < text.count {
      let end = lineEndLength(length)
      if end > 0, byte(length - 1) != UInt8(ascii: "\\") { break }
      length += max(end, 1)
    }
    emit(.magic, length)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isHexadecimalDigit: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
  }

  fileprivate var beginsName: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
      || self >= 0x80
  }

  fileprivate var continuesName: Bool { beginsName || isDigit }
}
