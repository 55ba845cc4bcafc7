// SPDX-License-Identifier: Apache-2.0

/// A place in a program that uses v1.
///
/// A finder makes sites, a rewriter turns them into edits and
/// findings; every site ends in at least one finding.
struct Site: Sendable {
  enum Kind: Sendable {
    /// A call of a v1 function.
    case call(CallSite)
    /// An item of an import statement, or the whole statement if `item` is nil.
    case `import`(Import, item: Import.Item?, Entity)
    /// A v1 type named outside an import: an annotation, a constructor call, a base class.
    case type(Expression, V1Type, SDK)
    /// `client.classifier` or `.jobs` that is no receiver of a call: an alias, an argument, a value
    /// of an attribute.
    case reference(Expression, Entity)
    /// A v1 value used far from its call: a parameter annotated with a v1 type, an attribute.
    case use(ValueUse)
    /// A comment, string or fake that names v1: reported only.
    case mention(MentionKind)
  }

  enum MentionKind: Sendable, Hashable {
    case comment, string, fake, unclearSyntax
    /// A status that v2 does not have.
    case partialSuccess
  }

  var kind: Kind
  /// The bytes that a finding points at.
  var range: ByteRange
  var certainty: Certainty
  var proof: [ProofStep]
  /// Where the classifier of a call or reference is taken from its client, in this file or another.
  var sources: Set<Place> = []
}

extension Site {
  /// The SDK of a call, an import, a type or a reference.
  var sdk: SDK? {
    switch kind {
    case .call(let call): call.sdk
    case .import(_, _, let entity), .reference(_, let entity): entity.sdk
    case .type(_, _, let sdk): sdk
    case .use, .mention: nil
    }
  }
}

/// A call of a v1 function, with all that a rewriter needs to know about its surroundings.
struct CallSite: Sendable {
  var operation: V1Operation
  var sdk: SDK
  /// Whether the client is asynchronous (always in TypeScript).
  var isAsync: Bool
  /// The call without `await`.
  var expression: Expression
  var call: Call
  /// The range with `await`, if it is awaited directly.
  var awaited: ByteRange?
  /// The expression of the client: `client` of `client.classifier.jobs.create(…)`; nil if the
  /// classifier itself comes from a name, as in `jobs.create(…)`.
  var client: Expression?
  /// The expression of the classifier, `client.classifier`; nil if only its jobs have a name.
  var classifier: Expression?
  /// The innermost function or the file around the call.
  var scope: ByteRange
  /// The statement that contains the call.
  var statement: Statement
  /// The use of the result.
  var flow: ValueFlow
}

/// All uses of a v1 value and of its parts, followed through local names, loops and comprehensions.
struct ValueFlow: Sendable {
  /// The local names that hold the value or a part of it.
  var bindings: [LocalBinding] = []
  /// The uses in ascending order of their bytes.
  var uses: [ValueUse] = []
  /// Why not all uses are known: it is returned, passed on, stored in an attribute, and so on.
  ///
  /// Nil if ``uses`` is complete.
  var escape: Escape?

  struct Escape: Sendable, Hashable {
    enum Reason: String, Sendable, Hashable {
      case returned, passed, stored, captured, reassigned, printed, unclear
    }

    var reason: Reason
    var range: ByteRange
  }
}

/// A local name that holds a v1 value.
struct LocalBinding: Sendable, Hashable {
  var name: Name
  var value: V1Value
}

/// One use of a v1 value: `results.items`, `job.status == "PENDING"`, `for item in results.items`.
struct ValueUse: Sendable {
  enum Context: Sendable {
    /// A member is read; the member's value may have uses of its own.
    case member(Name)
    /// An index: `items[0]`; nil if it is no integer literal.
    case index(Int?)
    /// `items[0]?.`, `items.at(0)`, `next(iter(items))` and the like are ``call(_:)``.
    case call(Name)
    /// It is compared with a literal or a collection of literals.
    case comparison(Operation)
    /// The subject of `switch` or `match`.
    case choice
    /// The iterable of a loop or comprehension, whose target gets the elements.
    case iteration(target: Expression)
    /// A condition: `if results.items`, `not items`, `len(items)` has the context `.call`.
    case truth
    /// An argument of the v1 call with this operation: `get_results(job.id)`.
    case v1Argument(V1Operation)
    /// An argument of another function, an element of a collection, an f-string.
    case passed
    /// It is assigned to a further name (see ``ValueFlow/bindings``).
    case assigned
    case returned
    case discarded
  }

  /// What the used expression is.
  var value: V1Value
  /// The used expression: `results` of `results.items`.
  var expression: Expression
  /// The smallest expression around it that the context describes: `results.items`.
  var outer: ByteRange
  var context: Context
}
