// SPDX-License-Identifier: Apache-2.0

/// A statement of any language, with its bytes.
///
/// The range ends after the last token of the statement: after the semicolon if it has one, without
/// the line end and without comments behind it.
struct Statement: Sendable {
  var range: ByteRange
  var kind: Kind

  init(_ kind: Kind, _ range: ByteRange) {
    self.kind = kind
    self.range = range
  }

  indirect enum Kind: Sendable {
    case `import`(Import)
    /// `export { a, b as c }` and `export default x`, without a module. An exported declaration is
    /// the declaration itself, and everything at the top of a Python module is exported.
    case export(names: [Import.Item], value: Expression?)
    /// One assignment, or all declarators of `const a = 1, b = 2`.
    case assignments([Assignment])
    case function(Function)
    case type(TypeDeclaration)
    case conditional([Branch], other: [Statement]?)
    case loop(Loop)
    /// `with a as b, c as d:`.
    case with([WithItem], body: [Statement], isAsync: Bool)
    case attempt(Attempt)
    /// `match` and `switch`.
    case choice(subject: Expression, cases: [Case])
    case block([Statement])
    case `return`(Expression?)
    /// `raise`, `throw`.
    case raise(Expression?)
    case expression(Expression)
    /// `pass`, `break`, `continue`, `global`, `debugger` and the like.
    case simple
    /// A statement that the front end does not model, with what it found inside, in order; see
    /// ``Expression/Kind/opaque(reason:_:)``.
    case opaque(reason: String?, [Expression], [Statement])
  }

  struct Branch: Sendable {
    var test: Expression
    var body: [Statement]
  }

  struct WithItem: Sendable {
    var value: Expression
    var target: Expression?
  }

  struct Case: Sendable {
    /// The values or patterns; empty for `default`.
    var patterns: [Expression]
    var guardTest: Expression?
    var body: [Statement]
  }
}

/// An import, in Python, ECMAScript or CommonJS (`const x = require("m")` at the top level is an
/// import too), or `export … from`.
struct Import: Sendable {
  struct Item: Sendable, Hashable {
    /// The name in the module; `default` for a default import, `*` for all names.
    var name: Name
    /// The local name if it differs; `import * as x` has `*` as name and `x` here.
    var alias: Name?
    var isTypeOnly = false

    /// The name in this file; nil for Python's `import *`.
    var localName: String? { alias?.text ?? (name.text == "*" ? nil : name.text) }
  }

  /// The module as written: `llama_cloud.types`, `..clients`, `@llamaindex/llama-cloud`.
  var module: String
  /// The bytes of the module's name, without quotes.
  var moduleRange: ByteRange
  /// The names; nil for `import a.b` in Python and `import "m"` in ECMAScript.
  var items: [Item]?
  /// The local name of `import a.b as c`.
  var alias: Name?
  /// Whether the names are exported again and not bound: `export … from`.
  var isReexport = false
  var isTypeOnly = false
}

struct Assignment: Sendable {
  /// The targets of `a = b = value`; destructuring targets are collections and dictionaries.
  var targets: [Expression]
  var annotation: Expression?
  /// `=`, `+=`, …; `=` also if there is no value.
  var spelling = "="
  var value: Expression?
  /// `const`, `let`, `var`, `type`, or nil.
  var keyword: String?
}

struct Function: Sendable {
  struct Parameter: Sendable {
    enum Kind: Sendable { case ordinary, keywordOnly, rest, keywordRest }

    var kind: Kind = .ordinary
    /// A name, or a destructuring pattern.
    var target: Expression
    var annotation: Expression?
    var initial: Expression?
    /// Whether it declares a property too: `constructor(private client: X)`.
    var isProperty = false
  }

  enum Body: Sendable {
    case expression(Expression)
    case statements([Statement])
    /// An overload or an abstract method.
    case absent
  }

  var name: Name?
  var parameters: [Parameter]
  var returns: Expression?
  var body: Body
  var isAsync = false
  var decorators: [Expression] = []
}

/// A class, an interface, an enumeration or a type alias.
struct TypeDeclaration: Sendable {
  enum Kind: Sendable { case `class`, interface, enumeration, alias, module }

  var kind: Kind
  var name: Name?
  /// The superclasses and interfaces, and keywords such as `metaclass=`.
  var bases: [Argument]
  var decorators: [Expression] = []
  /// Fields are assignments, methods are functions.
  var members: [Statement]
  /// The type that an alias stands for.
  var aliased: Expression?
}

struct Loop: Sendable {
  enum Head: Sendable {
    /// `while`; `isPostfix` for `do … while`.
    case condition(Expression, isPostfix: Bool)
    /// `for target in iterable`, `for … of`.
    case each(target: Expression, iterable: Expression, isAsync: Bool)
    /// `for (a; b; c)`, `for … in` of ECMAScript: what stands between the parentheses.
    case other([Statement])
  }

  var head: Head
  var body: [Statement]
  var other: [Statement]?
}

struct Attempt: Sendable {
  struct Handler: Sendable {
    var type: Expression?
    var target: Expression?
    var body: [Statement]
  }

  var body: [Statement]
  var handlers: [Handler]
  var other: [Statement]?
  var finally: [Statement]?
}
