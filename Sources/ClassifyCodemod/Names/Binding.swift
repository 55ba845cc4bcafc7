// SPDX-License-Identifier: Apache-2.0

/// One place that gives a name a value.
struct Binding: Sendable {
  enum Source: Sendable {
    /// An item of an import, or the module itself if the item is nil.
    case imported(Import, Import.Item?)
    /// A value, or a part of it.
    case value(Expression, [Projection])
    /// A declaration without a value.
    case declared
    /// A parameter, or a part of it: the function's range and the index.
    case parameter(ByteRange, Int, [Projection])
    case function(ByteRange)
    case type(ByteRange)
    /// `x += 1`, `except E as x`, a capture of a pattern.
    case unclear
  }

  /// A step from a value to a part of it.
  enum Projection: Sendable, Hashable {
    /// The elements of an iterable.
    case element
    /// An element of a sequence.
    case index(Int)
    /// A member of an object.
    case key(String)
    /// What `with` gives.
    case entered
  }

  var name: Name
  var source: Source
  var annotation: Expression?
  /// The offset from which the name has the value.
  var effect: Int
  /// The innermost conditionally executed part around the binding: at an offset in it after
  /// ``effect``, the value is certain.
  var region: ByteRange
  /// Whether it is in another function than the scope: nobody knows when it happens.
  var isRemote = false
  /// Whether it is in a loop, so that it can happen more than once.
  var isRepeated = false
}

/// A part of a file in which names are looked up.
struct Scope: Sendable {
  enum Kind: Sendable { case module, type, function, comprehension, block }

  var kind: Kind
  var range: ByteRange
  /// A part of the range that belongs to the scope around it: the first iterable of a
  /// comprehension.
  var hole: ByteRange?
  var parent: Int?
  /// The function or class of the scope.
  var owner: ByteRange?
  var children: [Int] = []
  var bindings: [String: [Binding]] = [:]
  /// The modules of `from m import *`.
  var wildcards: [Import] = []
}

/// A function of a file.
struct FunctionNames: Sendable {
  var function: Function
  var range: ByteRange
  /// The class whose method it is.
  var type: ByteRange?
  var returned: [Expression] = []
  var yielded: [Expression] = []
  /// Whether it is read like an attribute: `@property`, `get x() {}`.
  var isProperty = false

  /// The names of its decorators, without modules and arguments.
  var decoratorNames: Set<String> {
    Set(function.decorators.compactMap { $0.calleeOrSelf.lastName })
  }
}

/// A class of a file.
struct TypeNames: Sendable {
  var declaration: TypeDeclaration
  var range: ByteRange
  /// The scope of its members.
  var scope: Int
}

/// `base.name = value`.
struct MemberWrite: Sendable {
  var base: Expression
  var target: Expression
  var source: Binding.Source
  var annotation: Expression?
}

extension Expression {
  /// The last name of a chain of members: `c` of `a.b.c`.
  var lastName: String? {
    switch kind {
    case .name(let text): text
    case .member(let member): member.name.text
    default: nil
    }
  }

  /// The called expression, or the expression itself.
  var calleeOrSelf: Expression {
    if case .call(let call) = kind { call.callee } else { self }
  }

  /// The expression without parentheses and casts.
  var unwrapped: Expression {
    var result = self
    while true {
      switch result.kind {
      case .parenthesized(let inner), .cast(let inner, _): result = inner
      default: return result
      }
    }
  }
}
