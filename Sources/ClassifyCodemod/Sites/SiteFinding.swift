// SPDX-License-Identifier: Apache-2.0

/// Finds the sites of program files; ``ProjectNames`` is the one implementation.
protocol SiteFinding: Sendable {
  /// Returns the sites of a file in ascending order, without look-alikes of other APIs.
  func sites(in file: SourceFile) -> [Site]

  /// Returns the constant value of an expression at its place, followed through assignments that
  /// certainly precede it and happen once.
  func constant(_ expression: Expression, in file: SourceFile) -> Constant?

  /// Returns the expression that a name stands for, such as the list literal behind `file_ids`,
  /// followed through assignments that certainly precede the place and happen once.
  ///
  /// - Returns: Nil if the expression is no name, if it can have another value, or if the value can
  ///   change before the place: it is passed on, mutated (`ids.append(x)`, `ids[0] = x`), captured.
  func definition(of expression: Expression, in file: SourceFile) -> Definition?

  /// Returns what an expression stands for, or nil if it has nothing to do with Classify.
  func origin(of expression: Expression, in file: SourceFile) -> Origin?

  /// Returns the parameter of a function of the file that a classifier is passed to, or the function
  /// or property that returns it; nil if it goes another way.
  func holder(of classifier: Expression, in file: SourceFile) -> Expression?

  /// Returns what reads a name that is given a classifier, with all that may read it.
  ///
  /// - Parameters:
  ///   - target: The name, attribute or ``holder(of:in:)``.
  ///   - sources: The sources of its value; see ``Site/sources``.
  ///   - file: The file of the name.
  /// - Returns: The reads in the file, and another file with one.
  func readers(
    of target: Expression, holding sources: Set<Place>, in file: SourceFile
  ) -> NameReaders
}

/// The expression that a name was assigned, which need not be constant.
struct Definition: Sendable {
  /// The assigned expression.
  var value: Expression
  /// The file of the assigned expression.
  var path: FilePath
  /// Whether nothing but the asking expression reads the name, so that the value can be edited in
  /// place.
  var hasOneReader: Bool
}

/// A value that is known without running the program.
struct Constant: Sendable {
  indirect enum Value: Sendable, Hashable {
    case null
    /// `undefined`: a member with it is not sent.
    case undefined
    case boolean(Bool)
    case integer(Int)
    case text(String)
    case list([Value])
    case dictionary([Entry])

    struct Entry: Sendable, Hashable {
      var name: String
      var value: Value
    }
  }

  var value: Value
  /// The literal expression that the value is written as: the expression itself, or the value of
  /// the assignment it was followed to.
  var literal: Expression
  /// The file of the literal.
  var path: FilePath
  /// Whether nothing but the asking expression reads the literal, so that it can be edited in place.
  var hasOneReader: Bool
}
