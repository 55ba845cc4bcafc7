// SPDX-License-Identifier: Apache-2.0

// MARK: Expansions

extension ShellReader {
  private static let specialParameters = Set("@*#?-$!0123456789".utf8)

  /// Whether the dollar sign at the position begins an expansion; otherwise it is text.
  func isAtExpansion(inQuotes: Bool) -> Bool {
    let next = byte(1)
    guard position + 1 < end else { return false }
    switch next {
    case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): return true
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return !inQuotes
    default: return Self.isNameByte(next, isFirst: true) || Self.specialParameters.contains(next)
    }
  }

  /// Reads what a dollar sign begins.
  mutating func expansion(inQuotes: Bool) throws(SyntaxFault) -> ShellPart {
    try nested { (reader) throws(SyntaxFault) in
      let start = reader.position
      switch reader.byte(1) {
      case UInt8(ascii: "("):
        if reader.byte(2) == UInt8(ascii: "("), let close = reader.arithmeticEnd(from: start + 3) {
          let parts = try reader.arithmetic(opening: 3, upTo: close, closing: 2)
          return ShellPart(range: start..<reader.position, kind: .arithmetic(parts))
        }
        reader.punctuation(2)
        let pipelines = try reader.list()
        guard reader.byte() == UInt8(ascii: ")"), reader.position < reader.end else {
          throw reader.position < reader.end
            ? reader.unexpected() : reader.fault("the command has no closing )", from: start)
        }
        reader.punctuation(1)
        return ShellPart(range: start..<reader.position, kind: .substitution(pipelines))
      case UInt8(ascii: "{"): return try reader.parameter(inQuotes: inQuotes)
      case UInt8(ascii: "["):
        guard let close = reader.bytes[start..<reader.end].firstIndex(of: UInt8(ascii: "]")) else {
          throw reader.fault("the expression has no closing ]", from: start)
        }
        let parts = try reader.arithmetic(opening: 2, upTo: close, closing: 1)
        return ShellPart(range: start..<reader.position, kind: .arithmetic(parts))
      case UInt8(ascii: "'"): return try reader.escapedString()
      case UInt8(ascii: "\""): return try reader.double()
      default: return reader.variable()
      }
    }
  }

  /// Reads `$name`, `$1` or `$?`.
  private mutating func variable() -> ShellPart {
    let start = position
    position += 2
    if Self.isNameByte(bytes[start + 1], isFirst: true) {
      while position < end, Self.isNameByte(byte(), isFirst: false) { position += 1 }
    }
    emit(.name, from: start)
    return ShellPart(range: start..<position, kind: .variable(text(start + 1..<position)))
  }

  /// Reads `${…}`.
  private mutating func parameter(inQuotes: Bool) throws(SyntaxFault) -> ShellPart {
    let start = position
    let tokenCount = script.tokens.count
    position += 2
    let prefixStart = position
    // `${#name}` and `${!name}`, but not `${#}`, `${#-x}`.
    if [UInt8(ascii: "#"), UInt8(ascii: "!")].contains(byte()),
      Self.isNameByte(byte(1), isFirst: true) || Self.specialParameters.contains(byte(1))
    {
      position += 1
    }
    let nameStart = position
    if Self.isNameByte(byte(), isFirst: true) {
      while position < end, Self.isNameByte(byte(), isFirst: false) { position += 1 }
    } else if position < end, byte() != UInt8(ascii: "}") {
      position += 1
    }
    let name = text(nameStart..<position)
    if byte() == UInt8(ascii: "}"), position < end, nameStart == prefixStart {
      position += 1
      emit(.name, from: start)
      return ShellPart(range: start..<position, kind: .variable(name))
    }
    // After `:-`, `:+` and the like, a single quote inside double quotes is text.
    let quotes = !inQuotes || Set("#%/^,@".utf8).contains(byte())
    var parts: [ShellPart] = []
    while position < end, byte() != UInt8(ascii: "}") {
      if let part = try innerPart(quotes: quotes, inQuotes: inQuotes) {
        parts.append(part)
      } else {
        position = min(position + (byte() == UInt8(ascii: "\\") ? 2 : 1), end)
      }
    }
    guard position < end else { throw fault("the expansion has no closing }", from: start) }
    position += 1
    script.tokens.removeSubrange(tokenCount...)
    emit(.name, from: start)
    return ShellPart(range: start..<position, kind: .expansion(name, parts))
  }

  /// Reads a quoted or expanded part inside an expansion; nil if none begins here.
  private mutating func innerPart(quotes: Bool, inQuotes: Bool) throws(SyntaxFault) -> ShellPart? {
    switch byte() {
    case UInt8(ascii: "'") where quotes: try single()
    case UInt8(ascii: "\""): try double()
    case UInt8(ascii: "`"): try backquoted()
    case UInt8(ascii: "$") where isAtExpansion(inQuotes: inQuotes):
      try expansion(inQuotes: inQuotes)
    case UInt8(ascii: "<") where !inQuotes && byte(1) == UInt8(ascii: "("): try process()
    default: nil
    }
  }

  /// Reads `<(…)` or `>(…)`.
  mutating func process() throws(SyntaxFault) -> ShellPart {
    try nested { (reader) throws(SyntaxFault) in
      let start = reader.position
      reader.punctuation(2)
      let pipelines = try reader.list()
      try reader.expect(byte: UInt8(ascii: ")"))
      return ShellPart(range: start..<reader.position, kind: .process(pipelines))
    }
  }
}

// MARK: Arithmetic

extension ShellReader {
  /// The offset of the `))` that ends an expression, or nil if the brackets are those of subshells.
  ///
  /// - Parameter start: The offset after the opening brackets.
  /// - Returns: The offset of the first closing bracket.
  func arithmeticEnd(from start: Int) -> Int? {
    var brackets = 0
    var offset = start
    let limit = min(end, start + Self.arithmeticLimit)
    while offset < limit {
      switch bytes[offset] {
      case UInt8(ascii: "\\"): offset += 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let close = bytes[offset + 1..<limit].firstIndex(of: bytes[offset]) else {
          return nil
        }
        offset = close
      case UInt8(ascii: "("): brackets += 1
      case UInt8(ascii: ")"):
        if brackets == 0 {
          return offset + 1 < end && bytes[offset + 1] == UInt8(ascii: ")") ? offset : nil
        }
        brackets -= 1
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// Reads an arithmetic expression and returns the expansions inside.
  ///
  /// - Parameters:
  ///   - opening: The length of the opening brackets.
  ///   - close: The offset of the closing brackets.
  ///   - closing: The length of the closing brackets.
  /// - Returns: The expansions.
  /// - Throws: ``SyntaxFault`` for an expansion inside that is not closed.
  mutating func arithmetic(
    opening: Int, upTo close: Int, closing: Int
  ) throws(SyntaxFault) -> [ShellPart] {
    let start = position
    let tokenCount = script.tokens.count
    position += opening
    let parts = try bounded(by: close) { (reader) throws(SyntaxFault) in
      var parts: [ShellPart] = []
      while reader.position < reader.end {
        if let part = try reader.innerPart(quotes: true, inQuotes: true) {
          parts.append(part)
        } else {
          let length = reader.byte() == UInt8(ascii: "\\") ? 2 : 1
          reader.position = min(reader.position + length, reader.end)
        }
      }
      return parts
    }
    position = close + closing
    script.tokens.removeSubrange(tokenCount...)
    emit(.word, from: start)
    return parts
  }
}
