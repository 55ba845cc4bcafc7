// SPDX-License-Identifier: Apache-2.0

/// Builds the shared syntax tree of a file of ECMAScript or TypeScript.
///
/// A statement or member that is not understood becomes opaque, up to its end as far as brackets,
/// semicolons and line ends show it.
struct ScriptParser {
  /// What differs inside some constructs, up to the next bracket.
  struct Context {
    /// Whether `in` is an operator; not in the head of `for`.
    var allowsIn = true
    /// Whether the expression ends before a colon, so that `(a): b => c` needs one behind it.
    var precedesColon = false
    /// Whether `A extends B ? C : D` is a type; not behind `extends` itself.
    var allowsConditionalTypes = true
  }

  let text: SourceText
  let lexemes: ContiguousArray<ScriptLexeme>
  /// Whether the language has type annotations.
  let isTyped: Bool
  var position = 0
  var context = Context()
  var faults: [SyntaxFault] = []
  /// The number of syntax nodes around the position.
  private var depth = 0
  /// The greatest depth of the parts of the current node so far.
  var height = 0
  /// Whether arrow functions with a return type begin at these parentheses.
  var arrows: [Int: Bool] = [:]
  /// The `<` that begin no type arguments.
  var comparisons: Set<Int> = []

  init(text: SourceText, lexemes: ContiguousArray<ScriptLexeme>, language: Language) {
    self.text = text
    self.lexemes = lexemes
    isTyped = language != .javaScript
  }

  /// Parses the whole file.
  mutating func file() -> [Statement] { statements() }
}

// MARK: Position

extension ScriptParser {
  var symbol: ScriptSymbol { lexemes[position].symbol }

  /// Whether a line ends before the lexeme.
  var startsLine: Bool { lexemes[position].startsLine }

  var start: Int { lexemes[position].range.lowerBound }

  /// The lexeme some places ahead; the end has no successors.
  func peek(_ count: Int = 1) -> ScriptLexeme {
    lexemes[min(position + count, lexemes.count - 1)]
  }

  /// The lexeme behind the partner of the one at an index.
  func lexeme(behindPartnerOf index: Int) -> ScriptLexeme {
    lexemes[min(Int(lexemes[index].partner) + 1, lexemes.count - 1)]
  }

  mutating func advance() {
    if position < lexemes.count - 1 { position += 1 }
  }

  mutating func consume(_ expected: ScriptSymbol) -> Bool {
    guard symbol == expected else { return false }
    advance()
    return true
  }

  mutating func expect(_ expected: ScriptSymbol) throws(SyntaxFault) {
    if !consume(expected) { throw fault("unexpected token") }
  }

  /// The bytes from an offset to the end of the lexeme before the position.
  func range(from start: Int) -> ByteRange {
    let end = position > 0 ? lexemes[position - 1].range.upperBound : start
    return start..<max(start, end)
  }

  /// A fault at the position.
  func fault(_ reason: String) -> SyntaxFault {
    SyntaxFault(range: lexemes[position].range, reason: reason)
  }

  /// Passes over a word, which is a name here.
  mutating func name() throws(SyntaxFault) -> Name {
    guard symbol.isWord else { throw fault("a name is missing") }
    let range = lexemes[position].range
    advance()
    return Name(text: text[range], range: range)
  }
}

// MARK: Structure

extension ScriptParser {
  /// Parses a part that can contain itself, up to ``SyntaxLimits/depth``.
  mutating func nested<T>(
    _ parse: (inout ScriptParser) throws(SyntaxFault) -> T
  ) throws(SyntaxFault) -> T {
    guard depth < SyntaxLimits.depth else { throw tooDeep }
    let outer = height
    height = 0
    depth += 1
    defer {
      depth -= 1
      height = max(outer, height + 1)
    }
    return try parse(&self)
  }

  /// Counts a further operator or call around all that the current node has so far.
  mutating func extendChain() throws(SyntaxFault) {
    height += 1
    if height > SyntaxLimits.depth { throw tooDeep }
  }

  private var tooDeep: SyntaxFault { fault("the code is nested too deeply") }

  /// Parses a part with a changed context, which ends with it.
  mutating func with<T>(
    _ context: Context, _ parse: (inout ScriptParser) throws(SyntaxFault) -> T
  ) throws(SyntaxFault) -> T {
    let outer = self.context
    self.context = context
    defer { self.context = outer }
    return try parse(&self)
  }

  /// Parses what stands in brackets, where no outer context counts, up to the closing one.
  mutating func bracketed<T>(
    _ open: ScriptSymbol, _ close: ScriptSymbol,
    _ parse: (inout ScriptParser) throws(SyntaxFault) -> T
  ) throws(SyntaxFault) -> T {
    try expect(open)
    let result = try with(Context(), parse)
    try expect(close)
    return result
  }

  /// Parses elements with commas between them, and maybe behind the last one.
  mutating func list<T>(
    until close: ScriptSymbol, _ parse: (inout ScriptParser) throws(SyntaxFault) -> T
  ) throws(SyntaxFault) -> [T] {
    var elements: [T] = []
    while symbol != close {
      elements.append(try parse(&self))
      guard consume(.comma) else { break }
    }
    return elements
  }

  /// Whether a part can be parsed at the position, which stays.
  mutating func succeeds(
    _ parse: (inout ScriptParser) throws(SyntaxFault) -> Bool
  ) -> Bool {
    let (first, outer, count) = (position, height, faults.count)
    defer {
      (position, height) = (first, outer)
      faults.removeSubrange(count...)
    }
    return (try? parse(&self)) ?? false
  }
}
