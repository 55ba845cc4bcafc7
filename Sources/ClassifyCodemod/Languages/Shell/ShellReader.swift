// SPDX-License-Identifier: Apache-2.0

/// Reads a shell script from left to right, tokens and tree at once: in a shell, what a byte means
/// depends on the commands around it.
struct ShellReader {
  /// How far an expression is searched for the `))` that tells it from nested subshells.
  static let arithmeticLimit = 1 << 16

  let bytes: ContiguousArray<UInt8>
  var position: Int
  /// The end of the text, or of the quoted part that is being read.
  var end: Int
  /// The number of open commands and expansions.
  var depth = 0
  var script = ShellScript()
  /// The here-documents whose text follows the next line end.
  var pendingHeredocs: [Int] = []

  init(_ text: SourceText) {
    bytes = text.bytes
    position = text.contentStart
    end = text.count
  }

  /// Reads the whole script.
  mutating func read() throws(SyntaxFault) -> ShellScript {
    if position > 0 { emit(.unknown, from: 0) }
    if at("#!") { skipLine(as: .shebang) }
    script.pipelines = try list()
    guard position == end else { throw unexpected() }
    emit(.end, from: end)
    return script
  }
}

// MARK: Bytes

extension ShellReader {
  /// The byte at a distance from the position; 0 after the end.
  func byte(_ distance: Int = 0) -> UInt8 {
    position + distance < end ? bytes[position + distance] : 0
  }

  /// Whether the bytes of a text follow.
  func at(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position + length <= end else { return false }
    return text.withUTF8Buffer { bytes[position..<position + length].elementsEqual($0) }
  }

  /// Appends a token that ends at the position.
  mutating func emit(_ kind: Token.Kind, from start: Int) {
    if start < position || kind == .end { script.tokens.append(Token(kind, start..<position)) }
  }

  /// Reads an operator or bracket.
  mutating func punctuation(_ length: Int) {
    let start = position
    position += length
    emit(.punctuation, from: start)
  }

  func text(_ range: ByteRange) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Returns a fault at the position.
  func fault(_ reason: String, from start: Int? = nil) -> SyntaxFault {
    let start = start ?? position
    return SyntaxFault(range: start..<max(min(start + 1, end), start), reason: reason)
  }

  func unexpected() -> SyntaxFault {
    guard position < end else { return fault("the file ends inside a command") }
    return fault("\(text(position..<wordEnd())) is not expected here")
  }

  /// The offset after the next bytes that are no delimiters; at least one character further.
  private func wordEnd() -> Int {
    var offset = position + 1
    while offset < end, !Self.isDelimiter(bytes[offset]) { offset += 1 }
    return offset
  }

  /// Runs `body` one level deeper.
  mutating func nested<Value>(
    _ body: (inout ShellReader) throws(SyntaxFault) -> Value
  ) throws(SyntaxFault) -> Value {
    guard depth < SyntaxLimits.depth else {
      throw fault("commands are nested more than \(SyntaxLimits.depth) deep")
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// Reads up to an offset as if the text ended there.
  mutating func bounded<Value>(
    by limit: Int, _ body: (inout ShellReader) throws(SyntaxFault) -> Value
  ) throws(SyntaxFault) -> Value {
    let outer = end
    end = limit
    defer { end = outer }
    return try body(&self)
  }
}

// MARK: Blanks and lines

extension ShellReader {
  /// Whether a byte ends an unquoted word.
  static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }

  /// Whether the byte at an offset can begin or continue the name of a variable.
  static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
    default: false
    }
  }

  /// The length of the line end at the position, or 0.
  func lineEndLength(_ distance: Int = 0) -> Int {
    if byte(distance) == 0x0A { return 1 }
    return byte(distance) == 0x0D && byte(distance + 1) == 0x0A ? 2 : 0
  }

  /// Skips blanks and escaped line ends.
  mutating func skipBlanks() {
    while position < end {
      switch byte() {
      case 0x20, 0x09, 0x0B, 0x0C: position += 1
      case 0x0D where lineEndLength() == 2 && end > position + 1: return
      case UInt8(ascii: "\\") where lineEndLength(1) > 0: position += 1 + lineEndLength(1)
      default: return
      }
    }
  }

  /// Skips blanks, comments and line ends, and reads the here-documents after them.
  mutating func skipLines() throws(SyntaxFault) {
    while true {
      skipBlanks()
      if byte() == UInt8(ascii: "#"), position < end {
        skipLine(as: .comment)
      } else if lineEndLength() > 0 {
        try lineEnd()
      } else {
        return
      }
    }
  }

  /// Reads the rest of the line.
  private mutating func skipLine(as kind: Token.Kind) {
    let start = position
    while position < end, lineEndLength() == 0 { position += 1 }
    emit(kind, from: start)
  }

  /// Reads a line end, and the here-documents after it.
  mutating func lineEnd() throws(SyntaxFault) {
    let start = position
    position += lineEndLength()
    emit(.newline, from: start)
    let pending = pendingHeredocs
    pendingHeredocs = []
    for index in pending {
      // The next one begins after the line of the last one's delimiter.
      if index != pending.first, lineEndLength() > 0 {
        let start = position
        position += lineEndLength()
        emit(.newline, from: start)
      }
      try heredoc(index)
    }
  }
}
