// SPDX-License-Identifier: Apache-2.0

// MARK: Lists and pipelines

extension ShellReader {
  /// Reads pipelines up to a reserved word, a closing bracket, the end of a `case` branch, or the
  /// end of the text.
  ///
  /// - Parameter words: The reserved words that end the list.
  /// - Returns: The pipelines.
  /// - Throws: ``SyntaxFault`` for what is no list.
  mutating func list(until words: Set<String> = []) throws(SyntaxFault) -> [ShellPipeline] {
    var pipelines: [ShellPipeline] = []
    var joint = ShellPipeline.Joint.sequence
    while true {
      try skipLines()
      guard position < end, byte() != UInt8(ascii: ")"), !isAtClauseEnd, !isReserved(in: words)
      else { break }
      pipelines.append(try pipeline(joint))
      skipBlanks()
      if isAtClauseEnd { return pipelines }
      joint = at("&&") ? .and : at("||") ? .or : .sequence
      if joint != .sequence {
        punctuation(2)
      } else if byte() == UInt8(ascii: ";") || byte() == UInt8(ascii: "&") {
        punctuation(1)
      } else if position < end, lineEndLength() == 0, byte() != UInt8(ascii: "#"),
        byte() != UInt8(ascii: ")"), !isReserved(in: words)
      {
        throw unexpected()
      }
    }
    guard joint == .sequence else { throw fault("a command is missing after && or ||") }
    return pipelines
  }

  /// Whether `;;`, `;&` or `;;&` follows.
  var isAtClauseEnd: Bool { at(";;") || at(";&") }

  private mutating func pipeline(_ joint: ShellPipeline.Joint) throws(SyntaxFault) -> ShellPipeline
  {
    let start = position
    var isNegated = false
    while reservedWord() == "!" {
      isNegated.toggle()
      punctuation(1)
      skipBlanks()
    }
    var commands = [try command()]
    while true {
      let last = position
      skipBlanks()
      guard byte() == UInt8(ascii: "|"), byte(1) != UInt8(ascii: "|") else {
        return ShellPipeline(
          range: start..<last, joint: joint, isNegated: isNegated, commands: commands)
      }
      punctuation(at("|&") ? 2 : 1)
      try skipLines()
      commands.append(try command())
    }
  }
}

// MARK: Reserved words

extension ShellReader {
  private static let reservedWords: Set<String> = [
    "!", "{", "}", "[[", "if", "then", "elif", "else", "fi", "while", "until", "for", "select",
    "do", "done", "case", "esac", "in", "function", "coproc", "time",
  ]

  /// Returns the reserved word at the position, or nil.
  func reservedWord() -> String? {
    var offset = position
    while offset < end, offset - position <= 8, !Self.isDelimiter(bytes[offset]),
      bytes[offset] != 0x0D
    {
      offset += 1
    }
    let word = text(position..<offset)
    return Self.reservedWords.contains(word) ? word : nil
  }

  private func isReserved(in words: Set<String>) -> Bool {
    guard let word = reservedWord() else { return false }
    return words.contains(word)
  }

  /// Reads a reserved word.
  mutating func expect(_ word: String) throws(SyntaxFault) {
    guard reservedWord() == word else {
      throw position < end ? unexpected() : fault("the file ends before \(word)")
    }
    keyword(word)
  }

  mutating func keyword(_ word: String) {
    let start = position
    position += word.utf8.count
    emit(.name, from: start)
  }

  /// Reads a bracket.
  mutating func expect(byte expected: UInt8) throws(SyntaxFault) {
    skipBlanks()
    guard byte() == expected, position < end else { throw unexpected() }
    punctuation(1)
  }
}

// MARK: Commands

extension ShellReader {
  /// Reads a command with its redirections.
  mutating func command() throws(SyntaxFault) -> ShellCommand {
    try nested { (reader) throws(SyntaxFault) in
      let start = reader.position
      guard let kind = try reader.compound() else { return try reader.simple() }
      var redirections: [ShellRedirection] = []
      var last = reader.position
      reader.skipBlanks()
      while let redirection = try reader.redirection() {
        redirections.append(redirection)
        last = reader.position
        reader.skipBlanks()
      }
      return ShellCommand(range: start..<last, kind: kind, redirections: redirections)
    }
  }

  /// Reads a compound command; nil if none begins here.
  private mutating func compound() throws(SyntaxFault) -> ShellCommand.Kind? {
    if byte() == UInt8(ascii: "("), position < end { return try parentheses() }
    guard let word = reservedWord() else { return nil }
    switch word {
    case "{": return .block(try braces())
    case "if": return .block(try conditional())
    case "while", "until":
      keyword(word)
      let condition = try list(until: ["do"])
      return .block(ShellBlock(keyword: word, lists: [condition, try loopBody()]))
    case "for", "select": return .block(try loop(word))
    case "case": return try choice()
    case "[[": return .test(try test())
    case "function":
      keyword(word)
      skipBlanks()
      return try function(named: try self.word())
    case "coproc": return try coprocess()
    case "time" where isBeforeCompound:
      keyword(word)
      skipBlanks()
      return try compound()
    case "time": return nil
    default: throw unexpected()
    }
  }

  /// Whether a compound command follows the word at the position.
  private var isBeforeCompound: Bool {
    var reader = self
    // Not read as a token: that would copy all tokens before it.
    reader.position += "time".utf8.count
    reader.skipBlanks()
    if reader.byte() == UInt8(ascii: "(") { return true }
    return reader.reservedWord().map { $0 != "time" && $0 != "!" } ?? false
  }

  private mutating func parentheses() throws(SyntaxFault) -> ShellCommand.Kind {
    if at("(("), let close = arithmeticEnd(from: position + 2) {
      return .arithmetic(try arithmetic(opening: 2, upTo: close, closing: 2))
    }
    punctuation(1)
    let body = try list()
    try expect(byte: UInt8(ascii: ")"))
    return .block(ShellBlock(keyword: "(", lists: [body]))
  }

  private mutating func braces() throws(SyntaxFault) -> ShellBlock {
    punctuation(1)
    let body = try list(until: ["}"])
    guard reservedWord() == "}" else { throw fault("the file ends before }") }
    punctuation(1)
    return ShellBlock(keyword: "{", lists: [body])
  }

  private mutating func conditional() throws(SyntaxFault) -> ShellBlock {
    var block = ShellBlock(keyword: "if", lists: [])
    keyword("if")
    while true {
      block.lists.append(try list(until: ["then"]))
      try expect("then")
      block.lists.append(try list(until: ["elif", "else", "fi"]))
      guard reservedWord() == "elif" else { break }
      keyword("elif")
    }
    if reservedWord() == "else" {
      keyword("else")
      block.lists.append(try list(until: ["fi"]))
    }
    try expect("fi")
    return block
  }

  /// Reads `do … done`, or `{ … }` as in `for … { … }`.
  private mutating func loopBody() throws(SyntaxFault) -> [ShellPipeline] {
    if reservedWord() == "{" { return try braces().lists[0] }
    try expect("do")
    let body = try list(until: ["done"])
    try expect("done")
    return body
  }

  private mutating func loop(_ word: String) throws(SyntaxFault) -> ShellBlock {
    var block = ShellBlock(keyword: word, lists: [])
    keyword(word)
    skipBlanks()
    if at("((") {
      guard let close = arithmeticEnd(from: position + 2) else {
        throw fault("the head of the loop has no closing ))")
      }
      block.parts = try arithmetic(opening: 2, upTo: close, closing: 2)
    } else {
      _ = try self.word()
      try skipLines()
      if reservedWord() == "in" {
        keyword("in")
        block.words = try words()
      }
    }
    try skipSeparator()
    block.lists = [try loopBody()]
    return block
  }

  /// Reads words up to the end of the command.
  private mutating func words() throws(SyntaxFault) -> [ShellWord] {
    var words: [ShellWord] = []
    while true {
      skipBlanks()
      guard isAtWord else { return words }
      words.append(try word())
    }
  }

  /// Skips line ends and at most one `;`.
  private mutating func skipSeparator() throws(SyntaxFault) {
    try skipLines()
    if byte() == UInt8(ascii: ";"), position < end { punctuation(1) }
    try skipLines()
  }

  private mutating func choice() throws(SyntaxFault) -> ShellCommand.Kind {
    keyword("case")
    skipBlanks()
    let subject = try word()
    try skipLines()
    try expect("in")
    var clauses: [ShellClause] = []
    while true {
      try skipLines()
      if reservedWord() == "esac" { break }
      var patterns: [ShellWord] = []
      if byte() == UInt8(ascii: "(") { punctuation(1) }
      repeat {
        if byte() == UInt8(ascii: "|") { punctuation(1) }
        skipBlanks()
        patterns.append(try word())
        skipBlanks()
      } while byte() == UInt8(ascii: "|")
      try expect(byte: UInt8(ascii: ")"))
      clauses.append(ShellClause(patterns: patterns, body: try list(until: ["esac"])))
      guard isAtClauseEnd else { break }
      punctuation(at(";;&") ? 3 : 2)
    }
    try expect("esac")
    return .choice(subject: subject, clauses: clauses)
  }

  /// Reads the parentheses, if there are any, and the body of a function.
  mutating func function(named name: ShellWord) throws(SyntaxFault) -> ShellCommand.Kind {
    skipBlanks()
    if byte() == UInt8(ascii: "("), isEmptyParentheses {
      punctuation(1)
      try expect(byte: UInt8(ascii: ")"))
    }
    try skipLines()
    return .function(name: text(name.range), body: try command())
  }

  /// Whether `()` follows, with blanks inside.
  var isEmptyParentheses: Bool {
    var reader = self
    guard reader.byte() == UInt8(ascii: "("), reader.position < end else { return false }
    reader.position += 1
    reader.skipBlanks()
    return reader.byte() == UInt8(ascii: ")")
  }

  private mutating func coprocess() throws(SyntaxFault) -> ShellCommand.Kind {
    keyword("coproc")
    skipBlanks()
    if byte() != UInt8(ascii: "("), reservedWord() == nil {
      var reader = self
      _ = try reader.word()
      reader.skipBlanks()
      if reader.byte() == UInt8(ascii: "(") || reader.reservedWord() != nil {
        _ = try word()
        skipBlanks()
      }
    }
    return .block(
      ShellBlock(
        keyword: "coproc",
        lists: [[try pipeline(.sequence)]]))
  }
}
