// SPDX-License-Identifier: Apache-2.0

// MARK: Words

extension ShellReader {
  /// Reads a word, which begins at the position.
  ///
  /// - Parameter isRegularExpression: Whether it is the right side of `=~`, where brackets and bars
  ///   are text.
  /// - Returns: The word, which is not empty.
  /// - Throws: ``SyntaxFault`` if a quote or bracket is not closed, or no word begins here.
  mutating func word(isRegularExpression: Bool = false) throws(SyntaxFault) -> ShellWord {
    let start = position
    var parts: [ShellPart] = []
    var literalStart = position
    var brackets = 0
    func flush(_ reader: inout ShellReader) {
      guard literalStart < reader.position else { return }
      reader.emit(.word, from: literalStart)
      parts.append(ShellPart(range: literalStart..<reader.position, kind: .literal))
    }
    scan: while position < end {
      let next = byte()
      if let part = try wordPart(before: flush) {
        parts.append(part)
        literalStart = position
        continue
      }
      switch next {
      case UInt8(ascii: "\\"):
        let lineEnd = lineEndLength(1)
        if lineEnd > 0 {
          flush(&self)
          position += 1 + lineEnd
          literalStart = position
        } else {
          position = min(position + 2, end)
        }
      case UInt8(ascii: "(")
      where brackets > 0 || isRegularExpression || isAtExtendedPattern(start):
        brackets += 1
        position += 1
      case UInt8(ascii: ")") where brackets > 0:
        brackets -= 1
        position += 1
      case UInt8(ascii: "[") where isRegularExpression: position = characterSetEnd()
      case 0x0D where lineEndLength() == 2: break scan
      case _ where !Self.isDelimiter(next) || brackets > 0: position += 1
      case UInt8(ascii: "|") where isRegularExpression, UInt8(ascii: "<") where isRegularExpression,
        UInt8(ascii: ">") where isRegularExpression:
        position += 1
      default: break scan
      }
    }
    guard brackets == 0 else { throw fault("the pattern has no closing )", from: start) }
    flush(&self)
    guard position > start else { throw unexpected() }
    return ShellWord(range: start..<position, parts: parts)
  }

  /// Reads a quoted or expanded part; nil if none begins here.
  ///
  /// - Parameter flush: Ends the literal text before the part.
  /// - Returns: The part.
  /// - Throws: ``SyntaxFault`` if it is not closed.
  private mutating func wordPart(
    before flush: (inout ShellReader) -> Void
  ) throws(SyntaxFault) -> ShellPart? {
    switch byte() {
    case UInt8(ascii: "'"):
      flush(&self)
      return try single()
    case UInt8(ascii: "\""):
      flush(&self)
      return try double()
    case UInt8(ascii: "`"):
      flush(&self)
      return try backquoted()
    case UInt8(ascii: "$") where isAtExpansion(inQuotes: false):
      flush(&self)
      return try expansion(inQuotes: false)
    case UInt8(ascii: "<") where byte(1) == UInt8(ascii: "("),
      UInt8(ascii: ">") where byte(1) == UInt8(ascii: "("):
      flush(&self)
      return try process()
    default: return nil
    }
  }

  /// Whether the bracket at the position belongs to a pattern such as `@(a|b)`.
  private func isAtExtendedPattern(_ start: Int) -> Bool {
    guard position > start else { return false }
    switch bytes[position - 1] {
    case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "@"),
      UInt8(ascii: "!"):
      return !isEmptyParentheses || position - start > 1
    default: return false
    }
  }

  /// The offset after `[…]` of a regular expression, or after the bracket if it is not closed.
  private func characterSetEnd() -> Int {
    var offset = position + 1
    if offset < end, bytes[offset] == UInt8(ascii: "^") { offset += 1 }
    if offset < end, bytes[offset] == UInt8(ascii: "]") { offset += 1 }
    while offset < end, bytes[offset] != 0x0A, bytes[offset] != 0x20 {
      if bytes[offset] == UInt8(ascii: "$") || bytes[offset] == UInt8(ascii: "\"") { break }
      if bytes[offset] == UInt8(ascii: "]") { return offset + 1 }
      if bytes[offset] == UInt8(ascii: "["), offset + 1 < end,
        bytes[offset + 1] == UInt8(ascii: ":"),
        let close = bytes[offset + 2..<end].firstIndex(of: UInt8(ascii: "]"))
      {
        offset = close
      }
      offset += 1
    }
    return position + 1
  }

  /// Reads the words and operators of `[[ … ]]`.
  mutating func test() throws(SyntaxFault) -> [ShellWord] {
    punctuation(2)
    var words: [ShellWord] = []
    while true {
      try skipLines()
      if at("]]"), position + 2 == end || Self.isDelimiter(byte(2)) || byte(2) == 0x0D {
        punctuation(2)
        return words
      }
      guard position < end else { throw fault("the test has no closing ]]") }
      let isExpression = words.last.map { text($0.range) == "=~" } ?? false
      if isExpression || !isAtOperator {
        words.append(try word(isRegularExpression: isExpression))
      } else {
        let start = position
        punctuation(at("&&") || at("||") ? 2 : 1)
        words.append(
          ShellWord(
            range: start..<position, parts: [ShellPart(range: start..<position, kind: .literal)]))
      }
    }
  }

  private var isAtOperator: Bool { Self.isDelimiter(byte()) && !at("<(") && !at(">(") }
}

// MARK: Quotes

extension ShellReader {
  /// Reads `'…'`.
  mutating func single() throws(SyntaxFault) -> ShellPart {
    let start = position
    guard let close = bytes[(start + 1)..<end].firstIndex(of: UInt8(ascii: "'")) else {
      throw fault("the string has no closing '", from: start)
    }
    position = close + 1
    emit(.string, from: start)
    return ShellPart(range: start..<position, kind: .single)
  }

  /// Reads `"…"` or `$"…"`.
  mutating func double() throws(SyntaxFault) -> ShellPart {
    try nested { (reader) throws(SyntaxFault) in
      let start = reader.position
      let tokenCount = reader.script.tokens.count
      reader.position += reader.byte() == UInt8(ascii: "$") ? 2 : 1
      reader.emit(.stringStart, from: start)
      let parts = try reader.quotedParts(closing: UInt8(ascii: "\""))
      guard reader.position < reader.end else {
        throw reader.fault("the string has no closing \"", from: start)
      }
      reader.position += 1
      if parts.contains(where: { if case .text = $0.kind { false } else { true } }) {
        reader.emit(.stringEnd, from: reader.position - 1)
      } else {
        reader.script.tokens.removeSubrange(tokenCount...)
        reader.emit(.string, from: start)
      }
      return ShellPart(range: start..<reader.position, kind: .double(parts))
    }
  }

  /// Reads text and expansions up to a quote, or to the end of the text.
  mutating func quotedParts(closing: UInt8?) throws(SyntaxFault) -> [ShellPart] {
    var parts: [ShellPart] = []
    var textStart = position
    func flush(_ reader: inout ShellReader) {
      guard textStart < reader.position else { return }
      reader.emit(.stringMiddle, from: textStart)
      parts.append(ShellPart(range: textStart..<reader.position, kind: .text))
    }
    while position < end, byte() != closing {
      switch byte() {
      case UInt8(ascii: "\\"): position = min(position + 2, end)
      case UInt8(ascii: "`"):
        flush(&self)
        parts.append(try backquoted())
        textStart = position
      case UInt8(ascii: "$") where isAtExpansion(inQuotes: true):
        flush(&self)
        parts.append(try expansion(inQuotes: true))
        textStart = position
      default: position += 1
      }
    }
    flush(&self)
    return parts
  }

  /// Reads `$'…'`.
  mutating func escapedString() throws(SyntaxFault) -> ShellPart {
    let start = position
    position += 2
    while position < end, byte() != UInt8(ascii: "'") {
      position = min(position + (byte() == UInt8(ascii: "\\") ? 2 : 1), end)
    }
    guard position < end else { throw fault("the string has no closing '", from: start) }
    position += 1
    emit(.string, from: start)
    return ShellPart(range: start..<position, kind: .escaped)
  }

  /// Reads a command between backquotes.
  ///
  /// A backslash before `$`, a backslash or a backquote is removed before the shell reads the
  /// command, so that such a command is not understood.
  mutating func backquoted() throws(SyntaxFault) -> ShellPart {
    let start = position
    var close = start + 1
    var hasEscapes = false
    while close < end, bytes[close] != UInt8(ascii: "`") {
      if bytes[close] == UInt8(ascii: "\\"), close + 1 < end {
        close += 1
        hasEscapes =
          hasEscapes
          || [UInt8(ascii: "$"), UInt8(ascii: "\\"), UInt8(ascii: "`")]
            .contains(bytes[close])
      }
      close += 1
    }
    guard close < end else { throw fault("the command has no closing `", from: start) }
    guard !hasEscapes else {
      position = close + 1
      emit(.unknown, from: start)
      let range = start..<position
      script.faults.append(
        SyntaxFault(range: range, reason: "the command between backquotes has backslashes"))
      return ShellPart(range: range, kind: .opaque)
    }
    punctuation(1)
    let pipelines = try nested { (reader) throws(SyntaxFault) in
      try reader.bounded(by: close) { (reader) throws(SyntaxFault) in
        let pipelines = try reader.list()
        guard reader.position == close else { throw reader.unexpected() }
        return pipelines
      }
    }
    punctuation(1)
    return ShellPart(range: start..<position, kind: .substitution(pipelines))
  }
}
