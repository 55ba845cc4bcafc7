// SPDX-License-Identifier: Apache-2.0

/// A shell script as ``ShellFrontEnd`` read it: commands, their words, and the parts of words.
struct ShellScript: Sendable {
  /// All tokens in ascending order; the last one is ``Token/Kind/end``.
  var tokens: ContiguousArray<Token> = []
  /// The pipelines at the top level.
  var pipelines: [ShellPipeline] = []
  /// The here-documents in the order of their operators.
  var heredocs: [ShellHeredoc] = []
  /// The parts that are not understood.
  var faults: [SyntaxFault] = []
}

/// Commands joined by `|`.
struct ShellPipeline: Sendable {
  /// How a pipeline is joined to the one before it in its list.
  enum Joint: Sendable, Hashable {
    /// `;`, `&`, a line end, or no pipeline before it.
    case sequence
    case and
    case or
  }

  var range: ByteRange
  var joint: Joint
  /// Whether it begins with `!`.
  var isNegated: Bool
  var commands: [ShellCommand]
}

/// A command with its redirections.
struct ShellCommand: Sendable {
  indirect enum Kind: Sendable {
    case simple(ShellSimpleCommand)
    /// `{ … }`, `( … )`, `if`, `while`, `until`, `for` and `select`.
    case block(ShellBlock)
    /// `case subject in patterns) … ;; esac`.
    case choice(subject: ShellWord, clauses: [ShellClause])
    /// The words and operators between `[[` and `]]`.
    case test([ShellWord])
    /// `(( … ))`: the expansions inside.
    case arithmetic([ShellPart])
    case function(name: String, body: ShellCommand)
  }

  var range: ByteRange
  var kind: Kind
  var redirections: [ShellRedirection]
}

/// Assignments and words.
struct ShellSimpleCommand: Sendable {
  /// Those before the command's name, and the arguments of `export`, `local` and the like.
  var assignments: [ShellAssignment] = []
  /// The command's name and its arguments.
  var words: [ShellWord] = []
}

/// A compound command: its conditions and bodies.
struct ShellBlock: Sendable {
  /// `if`, `while`, `until`, `for`, `select`, `{` or `(`.
  var keyword: String
  /// The words of a `for` or `select` after `in`.
  var words: [ShellWord] = []
  /// The expansions inside the head of `for ((…))`.
  var parts: [ShellPart] = []
  /// For `if`: condition, body, condition, body, …, and the body of `else`; for `while` and `until`:
  /// condition, body; otherwise the body.
  var lists: [[ShellPipeline]]
}

/// One branch of a `case`.
struct ShellClause: Sendable {
  var patterns: [ShellWord]
  var body: [ShellPipeline]
}

/// `name=value`, `name+=value` or `name[index]=value`.
struct ShellAssignment: Sendable {
  var range: ByteRange
  var name: String
  /// Whether the whole variable gets a new value: there is neither an index nor `+=`.
  var replacesAll: Bool
  /// The value; without parts if it is empty.
  var value: ShellWord
}

/// `< file`, `2>&1`, `<<EOF` and the like.
struct ShellRedirection: Sendable {
  var range: ByteRange
  /// The operator without a descriptor: `<<-`.
  var operation: String
  /// The file, descriptor, text or delimiter.
  var target: ShellWord
  /// The index of the here-document in ``ShellScript/heredocs``.
  var heredoc: Int?
}

/// The text of a here-document.
struct ShellHeredoc: Sendable {
  /// The delimiter without quotes.
  var delimiter: String
  /// Whether leading tabs are removed: `<<-`.
  var removesTabs: Bool
  /// Whether the text is literal because the delimiter has quotes.
  var isLiteral: Bool
  /// The text without the delimiter's line.
  var range: ByteRange
  /// The text and its expansions; one part if it is literal.
  var parts: [ShellPart] = []
}

/// A word: adjacent parts without blanks between them.
struct ShellWord: Sendable {
  var range: ByteRange
  var parts: [ShellPart]
}

/// A part of a word.
struct ShellPart: Sendable {
  indirect enum Kind: Sendable {
    /// Unquoted text, with backslashes.
    case literal
    /// `'…'`.
    case single
    /// `"…"`, its text and its expansions.
    case double([ShellPart])
    /// Text inside double quotes or a here-document.
    case text
    /// `$'…'`.
    case escaped
    /// `$name`, `${name}`.
    case variable(String)
    /// `${name:-word}` and other operators: the expansions inside.
    case expansion(String, [ShellPart])
    /// `$(…)` and backquotes.
    case substitution([ShellPipeline])
    /// `<(…)`, `>(…)`.
    case process([ShellPipeline])
    /// `$((…))`: the expansions inside.
    case arithmetic([ShellPart])
    /// `(…)` of an assignment.
    case list([ShellWord])
    case opaque
  }

  var range: ByteRange
  var kind: Kind
}
