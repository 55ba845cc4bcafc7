// SPDX-License-Identifier: Apache-2.0

// JSX: tags and the text between them.

extension ScriptScanner {
  /// Whether `<` at the offset begins a JSX element.
  ///
  /// In TSX, `<T,>`, `<T extends X>` and `<T>(` begin type parameters; the last one only if no
  /// `</T` follows.
  mutating func beginsElement() -> Bool {
    guard expectsOperand, language != .typeScript else { return false }
    var position = offset + 1
    while bytes[position] == UInt8(ascii: " ") { position += 1 }
    guard bytes[position] != ScriptByte.greater else { return true }
    let start = position
    passTagName(&position)
    guard position > start else { return false }
    guard language == .tsx else { return true }
    let name = bytes[start..<position]
    passBlanks(&position)
    switch bytes[position] {
    case ScriptByte.comma, UInt8(ascii: "="): return false
    case ScriptByte.greater:
      position += 1
      passBlanks(&position)
      return bytes[position] != ScriptByte.leftParenthesis || lastClosingTag(of: name) > position
    default:
      let word = position
      passTagName(&position)
      guard
        bytes[word..<position].elementsEqual("extends".utf8)
          || name.elementsEqual("const".utf8) && position > word
      else { return true }
      return bytes[position] == UInt8(ascii: "=") || bytes[position] == ScriptByte.greater
    }
  }

  /// The offset of the last `</name` of the file, or -1.
  private mutating func lastClosingTag(of name: ArraySlice<UInt8>) -> Int {
    if let offset = closingTags[name] { return offset }
    // Many such names are no program; their elements are not looked for.
    guard closingTags.count < Self.closingTagLimit else { return end }
    let tag = [ScriptByte.less, ScriptByte.slash] + name
    var position = end - tag.count
    while position > offset, !bytes[position..<position + tag.count].elementsEqual(tag) {
      position -= 1
    }
    closingTags[name] = position > offset ? position : -1
    return position > offset ? position : -1
  }

  private static let closingTagLimit = 50

  mutating func openElement() {
    openings.append(Opening(mode: .jsxOpeningTag, lexeme: lexemes.count))
    emit(.punctuation, .jsxStart, length: 1)
    scanTagName()
  }

  /// Scans the name of the element, which may be missing.
  private mutating func scanTagName() {
    while ScriptByte.classes[Int(bytes[offset])] == .blank { offset += 1 }
    let start = offset
    scanNames()
    openings[openings.count - 1].name = start..<offset
    guard bytes[offset] == ScriptByte.less, openings.last?.mode == .jsxOpeningTag else { return }
    openings.append(Opening(mode: .jsxTypeArguments, lexeme: lexemes.count))
    emit(.punctuation, .jsxPart, length: 1)
  }

  /// Scans `name`, `name.name` or `name:name`.
  private mutating func scanNames() {
    while true {
      let start = offset
      passTagPart(&offset)
      if offset > start { append(.name, .jsxPart, start..<offset) }
      guard bytes[offset] == ScriptByte.dot || bytes[offset] == UInt8(ascii: ":") else { return }
      emit(.punctuation, .jsxPart, length: 1)
    }
  }

  /// Scans one attribute, bracket or comment inside a tag.
  mutating func scanTag() throws(SyntaxFault) {
    switch bytes[offset] {
    case ScriptByte.greater: try endTag()
    case ScriptByte.leftBrace: open(.jsxExpression, .punctuation, .jsxBrace, length: 1)
    case ScriptByte.less: openElement()
    case ScriptByte.slash
    where bytes[offset + 1] == ScriptByte.slash
      || bytes[offset + 1] == ScriptByte.star:
      try scanSlash()
    case ScriptByte.slash, UInt8(ascii: "="): emit(.punctuation, .jsxPart, length: 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let quote = bytes[offset]
      guard let close = bytes[(offset + 1)..<end].firstIndex(of: quote) else {
        throw SyntaxFault(range: offset..<offset + 1, reason: "the string has no closing quote")
      }
      emit(.string, .jsxPart, length: close + 1 - offset)
    default:
      let start = offset
      scanNames()
      guard offset == start else { return }
      switch ScriptByte.classes[Int(bytes[offset])] {
      case .blank: offset += 1
      case .lineEnd:
        offset += 1
        startsLine = true
      case .nonASCII where passBlank(): break
      default:
        throw SyntaxFault(range: offset..<offset + 1, reason: "the tag is not understood")
      }
    }
  }

  /// Scans the `>` of a tag.
  private mutating func endTag() throws(SyntaxFault) {
    guard var opening = openings.popLast() else { return }
    let isSelfClosing = bytes[offset - 1] == ScriptByte.slash
    emit(.punctuation, .jsxPart, length: 1)
    if opening.mode == .jsxOpeningTag, !isSelfClosing {
      opening.mode = .jsxChildren
      return openings.append(opening)
    }
    pair(opening.lexeme)
    expectsOperand = false
  }

  /// Scans text, or the begin of a tag or of an expression, between tags.
  mutating func scanChildren() throws(SyntaxFault) {
    let start = offset
    var isBlank = true
    while offset < end, bytes[offset] != ScriptByte.less, bytes[offset] != ScriptByte.leftBrace {
      isBlank = isBlank && [.blank, .lineEnd].contains(ScriptByte.classes[Int(bytes[offset])])
      offset += 1
    }
    if !isBlank { append(.jsxText, .jsxText, start..<offset) }
    guard offset < end else { return }
    if bytes[offset] == ScriptByte.leftBrace {
      return open(.jsxExpression, .punctuation, .jsxBrace, length: 1)
    }
    var position = offset + 1
    while [.blank, .lineEnd].contains(ScriptByte.classes[Int(bytes[position])]) { position += 1 }
    guard bytes[position] == ScriptByte.slash else { return openElement() }
    try closeElement(slash: position)
  }

  /// Scans `</name`; the tag's end follows.
  private mutating func closeElement(slash: Int) throws(SyntaxFault) {
    guard let opening = openings.last else { return }
    let start = offset
    openings[openings.count - 1].mode = .jsxClosingTag
    emit(.punctuation, .jsxPart, length: 1)
    offset = slash
    emit(.punctuation, .jsxPart, length: 1)
    scanTagName()
    let name = openings[openings.count - 1].name
    guard bytes[name].elementsEqual(bytes[opening.name]) else {
      throw SyntaxFault(range: start..<offset, reason: "the closing tag belongs to no element")
    }
  }

  private func passTagName(_ position: inout Int) {
    repeat { passTagPart(&position) } while skips(ScriptByte.dot, &position)
  }

  private func skips(_ byte: UInt8, _ position: inout Int) -> Bool {
    guard bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Passes over letters, digits and hyphens.
  private func passTagPart(_ position: inout Int) {
    while true {
      switch ScriptByte.classes[Int(bytes[position])] {
      case .letter, .digit: position += 1
      case .nonASCII where ScriptByte.blank(in: bytes, at: position) == nil: position += 1
      case .punctuation where bytes[position] == ScriptByte.minus: position += 1
      default: return
      }
    }
  }

  private func passBlanks(_ position: inout Int) {
    while [.blank, .lineEnd].contains(ScriptByte.classes[Int(bytes[position])]) { position += 1 }
  }
}
