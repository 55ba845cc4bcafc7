// SPDX-License-Identifier: Apache-2.0

/// Finds the tokens of Python code, those inside f-strings included.
///
/// Brackets, f-strings and their fields are open at the same time; they lie on one stack, so that
/// nesting costs no recursion. The rules are those of Python 3.12 and later, where a field of an
/// f-string can contain any code; they read older code the same way.
struct PythonScanner {
  /// What is open.
  enum Frame {
    /// A bracket, with its opening byte and its offset.
    case bracket(UInt8, at: Int)
    /// The literal text of an f-string.
    case string(PythonQuote, at: Int)
    /// A field of an f-string: `{`.
    case field(at: Int)
    /// The format of a field, which follows a colon.
    case format
  }

  /// The width of an indentation, with tabs to multiples of 8 and with tabs as wide as a space.
  ///
  /// Two lines must compare in the same way by both, or tabs and spaces are mixed.
  struct Indentation: Equatable {
    var width = 0
    var alternative = 0
  }

  let text: SourceText
  let allowsMagic: Bool
  var offset: Int
  var tokens: ContiguousArray<Token> = []
  var faults: [SyntaxFault] = []
  var frames: [Frame] = []
  private var indentations = [Indentation()]
  private var isAtLineStart = true

  init(_ text: SourceText, allowsMagic: Bool) {
    self.text = text
    self.allowsMagic = allowsMagic
    offset = text.contentStart
    tokens.reserveCapacity(text.count / 4)
  }

  /// Reads all tokens.
  mutating func scan() throws(SyntaxFault) {
    if byte() == UInt8(ascii: "#"), byte(1) == UInt8(ascii: "!") { comment(.shebang) }
    while offset < text.count {
      switch frames.last {
      case .string(let quote, let start):
        try literalText(of: quote, from: start, isFormat: false)
      case .format:
        guard let (quote, start) = innermostString else { return }
        try literalText(of: quote, from: start, isFormat: true)
      case .bracket, .field, nil:
        if isAtLineStart { indentation() }
        if offset < text.count { try token() }
      }
    }
    if let frame = frames.last { throw unclosed(frame) }
    if !isAtLineStart { emit(.newline, 0) }
    while indentations.count > 1 {
      indentations.removeLast()
      emit(.dedent, 0)
    }
    emit(.end, 0)
  }

  /// The byte at a distance from the current one; 0 behind the end.
  func byte(_ distance: Int = 0) -> UInt8 {
    let position = offset + distance
    return position < text.count ? text.bytes[position] : 0
  }

  /// Adds a token of some bytes from the current offset and passes over it.
  mutating func emit(_ kind: Token.Kind, _ length: Int) {
    tokens.append(Token(kind, offset..<offset + length))
    offset += length
  }

  /// The length of the line end at a distance from the current offset; 0 if there is none.
  func lineEndLength(_ distance: Int = 0) -> Int {
    switch byte(distance) {
    case UInt8(ascii: "\n"): 1
    case UInt8(ascii: "\r"): byte(distance + 1) == UInt8(ascii: "\n") ? 2 : 1
    default: 0
    }
  }
}

// MARK: Lines

extension PythonScanner {
  /// Passes over blank lines and comments, and adds indents and dedents before the next line.
  private mutating func indentation() {
    while offset < text.count {
      let start = offset
      let indentation = measureIndentation()
      if byte() == UInt8(ascii: "#") { comment(.comment) }
      let length = lineEndLength()
      if length > 0 {
        offset += length
      } else if offset < text.count {
        isAtLineStart = false
        change(to: indentation, from: start)
        return
      }
    }
  }

  private mutating func measureIndentation() -> Indentation {
    var indentation = Indentation()
    var continued: Indentation?
    while true {
      switch byte() {
      case UInt8(ascii: " "):
        indentation.width += 1
        indentation.alternative += 1
      case UInt8(ascii: "\t"):
        indentation.width = (indentation.width / Self.tabWidth + 1) * Self.tabWidth
        indentation.alternative += 1
      case 0x0C: indentation = Indentation()
      case UInt8(ascii: "\\") where lineEndLength(1) > 0:
        // The indentation of the first line counts, unless it has none.
        if continued == nil, indentation.width > 0 { continued = indentation }
        offset += lineEndLength(1)
      default: return continued ?? indentation
      }
      offset += 1
    }
  }

  private mutating func change(to new: Indentation, from start: Int) {
    var current = indentations.last ?? Indentation()
    if new.width > current.width {
      tokens.append(Token(.indent, start..<offset))
      if new.alternative <= current.alternative { reportMixedTabs(start) }
      indentations.append(new)
      return
    }
    while new.width < current.width {
      emit(.dedent, 0)
      indentations.removeLast()
      current = indentations.last ?? Indentation()
    }
    if new.width > current.width {
      faults.append(
        SyntaxFault(
          range: start..<offset, reason: "the indentation matches no line before it"))
    } else if new.alternative != current.alternative {
      reportMixedTabs(start)
    }
  }

  private mutating func reportMixedTabs(_ start: Int) {
    faults.append(
      SyntaxFault(range: start..<offset, reason: "the indentation mixes tabs and spaces"))
  }

  private static let tabWidth = 8

  /// Ends the logical line, or passes over a line end inside brackets.
  mutating func lineEnd(_ length: Int) {
    if frames.isEmpty {
      emit(.newline, length)
      isAtLineStart = true
    } else {
      offset += length
    }
  }

  mutating func comment(_ kind: Token.Kind) {
    var length = 1
    while offset + length < text.count, lineEndLength(length) == 0 { length += 1 }
    emit(kind, length)
  }
}

// MARK: Brackets

extension PythonScanner {
  mutating func open(_ bracket: UInt8) {
    frames.append(.bracket(bracket, at: offset))
    emit(.punctuation, 1)
  }

  mutating func close(_ bracket: UInt8) throws(SyntaxFault) {
    switch frames.last {
    case .bracket(UInt8(ascii: "("), _) where bracket == UInt8(ascii: ")"),
      .bracket(UInt8(ascii: "["), _) where bracket == UInt8(ascii: "]"),
      .bracket(UInt8(ascii: "{"), _) where bracket == UInt8(ascii: "}"),
      .field where bracket == UInt8(ascii: "}"):
      frames.removeLast()
      emit(.punctuation, 1)
    default:
      throw SyntaxFault(
        range: offset..<offset + 1, reason: "the closing bracket matches no opening one")
    }
  }

  func unclosed(_ frame: Frame) -> SyntaxFault {
    switch frame {
    case .bracket(_, let start), .field(let start):
      SyntaxFault(range: start..<start + 1, reason: "the bracket is not closed")
    case .string(_, let start):
      SyntaxFault(range: start..<start + 1, reason: "the string has no closing quote")
    case .format: SyntaxFault(range: offset..<offset, reason: "the f-string has no closing quote")
    }
  }

  private var innermostString: (PythonQuote, Int)? {
    for frame in frames.reversed() {
      if case .string(let quote, let start) = frame { return (quote, start) }
    }
    return nil
  }
}
