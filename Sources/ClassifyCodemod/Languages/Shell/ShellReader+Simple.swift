// SPDX-License-Identifier: Apache-2.0

// MARK: Simple commands

extension ShellReader {
  /// The builtin commands whose arguments are assignments.
  private static let declarations: Set<String> = [
    "declare", "typeset", "export", "readonly", "local",
  ]

  /// Whether a word begins at the position.
  var isAtWord: Bool {
    guard position < end, lineEndLength() == 0, byte() != UInt8(ascii: "#") else { return false }
    return !Self.isDelimiter(byte()) || at("<(") || at(">(")
  }

  /// Reads assignments, words and redirections; also a function whose name has parentheses.
  mutating func simple() throws(SyntaxFault) -> ShellCommand {
    let start = position
    var last = position
    var command = ShellSimpleCommand()
    var redirections: [ShellRedirection] = []
    var isDeclaration = false
    while true {
      skipBlanks()
      if let redirection = try redirection() {
        redirections.append(redirection)
      } else if command.words.isEmpty || isDeclaration, let assignment = try assignment() {
        command.assignments.append(assignment)
      } else if isAtWord {
        let word = try word()
        if command.words.isEmpty { isDeclaration = Self.declarations.contains(text(word.range)) }
        command.words.append(word)
        if command.words.count == 1, command.assignments.isEmpty, redirections.isEmpty {
          skipBlanks()
          if isEmptyParentheses {
            let kind = try function(named: word)
            return ShellCommand(range: start..<position, kind: kind, redirections: [])
          }
          position = word.range.upperBound
        }
      } else {
        break
      }
      last = position
    }
    position = last
    guard last > start else { throw unexpected() }
    return ShellCommand(range: start..<last, kind: .simple(command), redirections: redirections)
  }

  /// Reads an assignment; nil if none begins here.
  private mutating func assignment() throws(SyntaxFault) -> ShellAssignment? {
    let start = position
    var offset = start
    while offset < end, Self.isNameByte(bytes[offset], isFirst: offset == start) { offset += 1 }
    guard offset > start else { return nil }
    let name = text(start..<offset)
    let hasIndex = offset < end && bytes[offset] == UInt8(ascii: "[")
    if hasIndex {
      guard let close = indexEnd(from: offset) else { return nil }
      offset = close
    }
    let isAppending = offset < end && bytes[offset] == UInt8(ascii: "+")
    if isAppending { offset += 1 }
    guard offset < end, bytes[offset] == UInt8(ascii: "=") else { return nil }
    position = offset + 1
    emit(.name, from: start)
    return ShellAssignment(
      range: start..<position, name: name, replacesAll: !hasIndex && !isAppending,
      value: try assignedValue()
    )
    .ending(at: position)
  }

  /// The offset after the `]` of an index, or nil if the line has none.
  private func indexEnd(from start: Int) -> Int? {
    var brackets = 0
    var offset = start
    while offset < end, bytes[offset] != 0x0A {
      switch bytes[offset] {
      case UInt8(ascii: "["): brackets += 1
      case UInt8(ascii: "]"):
        brackets -= 1
        if brackets == 0 { return offset + 1 }
      case UInt8(ascii: "\\"): offset += 1
      default: break
      }
      offset += 1
    }
    return nil
  }

  private mutating func assignedValue() throws(SyntaxFault) -> ShellWord {
    let start = position
    guard byte() == UInt8(ascii: "("), position < end else {
      return isAtWord || byte() == UInt8(ascii: "#") && position < end
        ? try word() : ShellWord(range: start..<start, parts: [])
    }
    punctuation(1)
    var words: [ShellWord] = []
    while true {
      try skipLines()
      if let assignment = try element() {
        words.append(assignment)
      } else if isAtWord {
        words.append(try word())
      } else {
        break
      }
    }
    try expect(byte: UInt8(ascii: ")"))
    let range = start..<position
    return ShellWord(range: range, parts: [ShellPart(range: range, kind: .list(words))])
  }

  /// Reads `[index]=value` of an array; nil if none begins here.
  private mutating func element() throws(SyntaxFault) -> ShellWord? {
    guard byte() == UInt8(ascii: "["), position < end, let close = indexEnd(from: position),
      close < end, bytes[close] == UInt8(ascii: "=")
    else { return nil }
    let start = position
    position = close + 1
    emit(.name, from: start)
    return isAtWord ? try word() : ShellWord(range: position..<position, parts: [])
  }
}

extension ShellAssignment {
  fileprivate func ending(at end: Int) -> ShellAssignment {
    var assignment = self
    assignment.range = range.lowerBound..<end
    return assignment
  }
}

// MARK: Redirections

extension ShellReader {
  private static let redirectionOperators: [StaticString] = [
    "<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>",
  ]

  /// Reads a redirection with its target; nil if none begins here.
  mutating func redirection() throws(SyntaxFault) -> ShellRedirection? {
    let start = position
    let descriptor = descriptorLength
    position += descriptor
    let isProcess = descriptor == 0 && (at("<(") || at(">("))
    guard !isProcess, let symbol = Self.redirectionOperators.first(where: { at($0) }),
      descriptor == 0 || !at("&>")
    else {
      position = start
      return nil
    }
    position = start
    punctuation(descriptor + symbol.utf8CodeUnitCount)
    skipBlanks()
    guard isAtWord || byte() == UInt8(ascii: "#") && position < end else { throw unexpected() }
    let target = try word()
    var redirection = ShellRedirection(
      range: start..<position, operation: "\(symbol)", target: target)
    if redirection.operation == "<<" || redirection.operation == "<<-" {
      redirection.heredoc = script.heredocs.count
      pendingHeredocs.append(script.heredocs.count)
      let delimiter = text(target.range)
      let unquoted = delimiter.filter { !"'\"\\".contains($0) }
      script.heredocs.append(
        ShellHeredoc(
          delimiter: unquoted, removesTabs: redirection.operation == "<<-",
          isLiteral: unquoted != delimiter, range: position..<position))
    }
    return redirection
  }

  /// The length of `2` or `{name}` directly before an operator.
  private var descriptorLength: Int {
    var length = 0
    if byte() == UInt8(ascii: "{") {
      length = 1
      while Self.isNameByte(byte(length), isFirst: length == 1) { length += 1 }
      guard length > 1, byte(length) == UInt8(ascii: "}") else { return 0 }
      length += 1
    } else {
      while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(length)) { length += 1 }
    }
    return byte(length) == UInt8(ascii: "<") || byte(length) == UInt8(ascii: ">") ? length : 0
  }

  /// Reads the text of a here-document, which begins at the position.
  mutating func heredoc(_ index: Int) throws(SyntaxFault) {
    let start = position
    var document = script.heredocs[index]
    let delimiter = ContiguousArray(document.delimiter.utf8)
    var lineStart = start
    var delimiterRange: ByteRange?
    while lineStart < end {
      let lineEnd = bytes[lineStart..<end].firstIndex(of: 0x0A) ?? end
      var line = bytes[lineStart..<lineEnd]
      if line.last == 0x0D { line = line.dropLast() }
      if document.removesTabs { line = line.drop { $0 == 0x09 } }
      if line.elementsEqual(delimiter) {
        delimiterRange = line.startIndex..<line.endIndex
        break
      }
      lineStart = min(lineEnd + 1, end)
    }
    document.range = start..<lineStart
    let tokenCount = script.tokens.count
    document.parts =
      document.isLiteral
      ? [ShellPart(range: document.range, kind: .text)] : heredocParts(document.range)
    script.tokens.removeSubrange(tokenCount...)
    position = lineStart
    emit(.heredoc, from: start)
    if let delimiterRange {
      position = delimiterRange.upperBound
      emit(.word, from: delimiterRange.lowerBound)
    }
    script.heredocs[index] = document
  }

  /// The text and the expansions of a here-document; a shell reads them only when it runs.
  private mutating func heredocParts(_ range: ByteRange) -> [ShellPart] {
    position = range.lowerBound
    let pending = pendingHeredocs
    pendingHeredocs = []
    defer { pendingHeredocs = pending }
    do {
      return try bounded(by: range.upperBound) { (reader) throws(SyntaxFault) in
        try reader.quotedParts(closing: nil)
      }
    } catch {
      script.faults.append(SyntaxFault(range: range, reason: error.reason))
      return [ShellPart(range: range, kind: .opaque)]
    }
  }
}
