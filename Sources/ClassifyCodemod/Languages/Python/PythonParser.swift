// SPDX-License-Identifier: Apache-2.0

/// Builds the statements of a Python file from its tokens.
///
/// A statement that is not understood becomes opaque up to the end of its line; the block behind it
/// is read all the same.
struct PythonParser {
  /// A token that is no comment, with the word it spells.
  struct Item {
    var kind: Token.Kind
    var word: PythonWord?
    var range: ByteRange
  }

  let text: SourceText
  private let items: ContiguousArray<Item>
  private var index = 0

  /// The end of the last token that is not about lines.
  private(set) var end: Int
  var faults: [SyntaxFault] = []

  /// The number of blocks and expressions around the current token.
  private var depth = 0
  /// The height of the highest part so far of the expression at ``depth``.
  private var height = 0
  /// Whether expressions are patterns of `case`, where `as` binds and `if` begins the guard.
  var isPattern = false

  init(_ text: SourceText, tokens: ContiguousArray<Token>) {
    self.text = text
    end = text.contentStart
    var items = ContiguousArray<Item>()
    items.reserveCapacity(tokens.count)
    for token in tokens where !token.isTrivia {
      let canBeWord = token.kind == .name || token.kind == .punctuation
      items.append(
        Item(
          kind: token.kind, word: canBeWord ? PythonWord(text, token.range) : nil,
          range: token.range))
    }
    self.items = items
  }

  mutating func file() -> [Statement] {
    var statements: [Statement] = []
    while current.kind != .end { statement(into: &statements) }
    return statements
  }
}

// MARK: Tokens

extension PythonParser {
  var current: Item { item(0) }

  /// The token at a distance; the last one if the file ends before.
  func item(_ distance: Int) -> Item { items[min(index + distance, items.count - 1)] }

  mutating func advance() {
    switch current.kind {
    case .newline, .indent, .dedent, .end: break
    default: end = current.range.upperBound
    }
    if index < items.count - 1 { index += 1 }
  }

  func at(_ word: PythonWord) -> Bool { current.word == word }

  /// Passes over a word if it is the current one.
  mutating func skip(_ word: PythonWord) -> Bool {
    guard current.word == word else { return false }
    advance()
    return true
  }

  mutating func take(_ word: PythonWord) throws(SyntaxFault) {
    guard skip(word) else { throw failure("`\(word.rawValue)` is missing") }
  }

  /// Whether the current token is a name and no keyword.
  var isAtName: Bool { current.kind == .name && current.word?.isSoft != false }

  mutating func name() throws(SyntaxFault) -> Name {
    guard isAtName else { throw failure("a name is missing") }
    let name = Name(text: text[current.range], range: current.range)
    advance()
    return name
  }

  mutating func nameExpression() throws(SyntaxFault) -> Expression {
    let name = try name()
    return Expression(.name(name.text), name.range)
  }

  /// Whether an expression can begin here.
  var isAtExpression: Bool {
    switch current.kind {
    case .number, .string, .stringStart, .magic: true
    case .name, .punctuation: current.word?.beginsExpression ?? (current.kind == .name)
    default: false
    }
  }

  func failure(_ reason: String) -> SyntaxFault {
    SyntaxFault(range: current.range, reason: reason)
  }

  /// A place to go back to if an attempt fails.
  struct Mark {
    fileprivate var index: Int
    fileprivate var end: Int
    fileprivate var depth: Int
    fileprivate var height: Int
  }

  var mark: Mark { Mark(index: index, end: end, depth: depth, height: height) }

  mutating func reset(to mark: Mark) {
    (index, end, depth, height) = (mark.index, mark.end, mark.depth, mark.height)
  }

  /// Goes to the end of the line after a failure, and remembers the fault.
  mutating func recover(from mark: Mark, at start: Int, _ fault: SyntaxFault) -> ByteRange {
    (depth, height) = (mark.depth, mark.height)
    isPattern = false
    while current.kind != .newline, current.kind != .end { advance() }
    let range = start..<max(end, start)
    faults.append(SyntaxFault(range: range, reason: fault.reason))
    return range
  }
}

// MARK: Depth

extension PythonParser {
  /// Parses an expression that lies one level deeper.
  mutating func nested(
    _ parse: (inout Self) throws(SyntaxFault) -> Expression
  ) throws(SyntaxFault) -> Expression {
    let outerHeight = height
    height = 0
    depth += 1
    try checkDepth()
    let expression = try parse(&self)
    depth -= 1
    height = max(outerHeight, height + 1)
    return expression
  }

  /// Puts what is parsed so far one level deeper, as the base of a chain.
  mutating func link() throws(SyntaxFault) {
    height += 1
    try checkDepth()
  }

  private func checkDepth() throws(SyntaxFault) {
    if depth + height > SyntaxLimits.depth { throw failure("the code is nested too deeply") }
  }

  /// Parses the statements of a block, whose first line is indented.
  mutating func indentedStatements() -> [Statement] {
    var statements: [Statement] = []
    let start = current.range.lowerBound
    advance()
    depth += 1
    defer { depth -= 1 }
    guard depth < SyntaxLimits.depth else {
      var level = 1
      while level > 0, current.kind != .end {
        if current.kind == .indent { level += 1 }
        if current.kind == .dedent { level -= 1 }
        advance()
      }
      faults.append(SyntaxFault(range: start..<end, reason: "the code is nested too deeply"))
      return []
    }
    while current.kind != .dedent, current.kind != .end { statement(into: &statements) }
    if current.kind == .dedent { advance() }
    return statements
  }
}
