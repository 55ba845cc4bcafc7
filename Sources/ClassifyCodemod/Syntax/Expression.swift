// SPDX-License-Identifier: Apache-2.0

/// An expression of any language, with its bytes.
///
/// No two expressions of a file have the same range, so the range identifies an expression. A range
/// includes brackets and quotes, and no parentheses around the expression: those are an expression
/// of their own. Type annotations are expressions too: `list[Rule]` and `Promise<Job>` are
/// subscripts, `A | B` is an operation.
struct Expression: Sendable {
  var range: ByteRange
  var kind: Kind

  init(_ kind: Kind, _ range: ByteRange) {
    self.kind = kind
    self.range = range
  }

  indirect enum Kind: Sendable {
    /// A name that is looked up: `client`. Also `this` and `super`; `self` is a name in Python.
    case name(String)
    /// `base.name`, `base?.name`.
    case member(Member)
    case call(Call)
    /// `base[index]`, `base[a:b]`, and type arguments `Base<A, B>` in annotations.
    case subscripted(Subscripted)
    case await(Expression)
    case string(StringLiteral)
    case number(NumberLiteral)
    case boolean(Bool)
    /// `None`, `null`.
    case null
    case undefined
    case regularExpression
    case collection(CollectionLiteral)
    /// A dictionary or an object literal.
    case dictionary([DictionaryEntry])
    /// A prefix or postfix operator with its spelling: `-x`, `not x`, `x++`.
    case unary(String, Expression)
    /// A binary operator; comparisons and `and`/`&&` included. A chain such as `a < b < c` is
    /// ``opaque(_:_:)``.
    case operation(Operation)
    /// `then if test else other`, `test ? then : other`.
    case conditional(test: Expression, then: Expression, other: Expression)
    case comprehension(Comprehension)
    /// A lambda, an arrow function or a function expression.
    case function(Function)
    /// `target := value`, `target = value`, and a default inside a destructuring pattern.
    case assignment(target: Expression, spelling: String, value: Expression)
    /// `*x`, `**x`, `...x` where it is no argument, element or entry.
    case spread(Expression)
    case parenthesized(Expression)
    /// `x as T`, `x satisfies T`, `<T>x`; `x!` has no type.
    case cast(Expression, type: Expression?)
    case `yield`(Expression?)
    /// A part that the front end does not model, with the expressions it found inside, in order.
    /// The reason is nil where the syntax is clear and only its meaning does not matter (JSX, tagged
    /// templates, class expressions); otherwise it is reported if a site may be inside.
    case opaque(reason: String?, [Expression])
  }
}

/// A name that is no expression by itself, such as the one after a dot.
struct Name: Sendable, Hashable {
  var text: String
  var range: ByteRange
}

struct Member: Sendable {
  var base: Expression
  var name: Name
  /// Whether it is `?.`.
  var isOptional = false
}

struct Call: Sendable {
  var callee: Expression
  var arguments: [Argument]
  /// The bytes from the opening to the closing parenthesis, both included.
  var parentheses: ByteRange
  /// Whether `new` precedes the callee; the range of the call then begins there.
  var isNew = false
  /// Whether it is `?.(`.
  var isOptional = false
}

struct Argument: Sendable {
  enum Label: Sendable, Hashable {
    case positional
    case keyword(Name)
    /// `*x` or `...x`.
    case spread
    /// `**x`.
    case keywordSpread
  }

  var label: Label
  var value: Expression
  /// The bytes from the label to the value, without the comma.
  var range: ByteRange
}

struct Subscripted: Sendable {
  var base: Expression
  /// The indices; a slice is opaque with its parts.
  var indices: [Expression]
  var isOptional = false
}

struct StringLiteral: Sendable {
  enum Part: Sendable {
    /// Literal text with escapes resolved, and its bytes.
    case text(String, ByteRange)
    /// An interpolated expression.
    case expression(Expression)
  }

  /// The parts of all adjacent literals (`"a" "b"` is one literal in Python).
  var parts: [Part]
  /// The prefix as written: `r`, `Rb`, empty.
  var prefix: String
  /// The opening quote as written: `"`, `'''`, a backtick.
  var quote: String
  /// The number of adjacent literals.
  var pieces = 1

  /// The text, or nil if an expression is interpolated.
  var value: String? {
    var text = ""
    for part in parts {
      guard case .text(let piece, _) = part else { return nil }
      text += piece
    }
    return text
  }
}

struct NumberLiteral: Sendable, Hashable {
  /// The spelling: `0x1F`, `1_000`, `5`.
  var spelling: String
  /// The value if it is an integer that fits.
  var integer: Int?
}

struct CollectionLiteral: Sendable {
  enum Kind: Sendable { case list, tuple, set }

  struct Element: Sendable {
    var value: Expression
    var isSpread = false
  }

  var kind: Kind
  var elements: [Element]
}

struct DictionaryEntry: Sendable {
  enum Key: Sendable {
    /// `name: value` of an object; also the name of a method.
    case name(Name)
    /// A key that is an expression: `"name": value`, `[key]: value`.
    case expression(Expression)
    /// `{ name }`: the value is the name.
    case shorthand
    /// `**value`, `...value`.
    case spread
  }

  var key: Key
  var value: Expression
  /// The bytes from the key to the value, without the comma.
  var range: ByteRange

  /// The key as text, or nil if it is computed or spread.
  var name: String? {
    switch key {
    case .name(let name): return name.text
    case .shorthand:
      if case .name(let text) = value.kind { return text }
      return nil
    case .expression(let expression):
      if case .string(let literal) = expression.kind { return literal.value }
      return nil
    case .spread: return nil
    }
  }
}

struct Operation: Sendable {
  /// The operator as written, with one space between words: `==`, `not in`, `&&`.
  var spelling: String
  var operatorRange: ByteRange
  var left: Expression
  var right: Expression
}

struct Comprehension: Sendable {
  struct Clause: Sendable {
    var target: Expression
    var iterable: Expression
    var conditions: [Expression]
    var isAsync = false
  }

  enum Kind: Sendable { case list, set, dictionary, generator }

  var kind: Kind
  /// The key of a dictionary comprehension.
  var key: Expression?
  var element: Expression
  var clauses: [Clause]
}
