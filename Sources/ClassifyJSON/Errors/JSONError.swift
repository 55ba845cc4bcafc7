// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a JSON text, and where.
///
/// The place is given four ways: ``offset`` for programs, ``line`` and ``column`` for an editor,
/// and ``pointer`` for a person who knows the document.
public struct JSONError: Error, Sendable, Hashable {
  /// What went wrong.
  public var code: Code
  /// The byte at fault, counted from 0; the length of the text where it ended too early.
  public var offset: Int
  /// The line of ``offset``, counted from 1; a line ends with U+000A.
  public var line: Int
  /// The column of ``offset`` within its line, counted from 1 in Unicode scalars.
  public var column: Int
  /// The value at fault or missing; of a fault between values, the array or object around them.
  public var pointer: JSONPointer
  /// A sentence for a person: what was expected, and what is there instead.
  public var message: String

  /// Makes an error from its parts.
  public init(
    code: Code, offset: Int, line: Int, column: Int, pointer: JSONPointer, message: String
  ) {
    self.code = code
    self.offset = offset
    self.line = line
    self.column = column
    self.pointer = pointer
    self.message = message
  }
}

extension JSONError: CustomStringConvertible {
  /// The message and its place, such as `expected a string, found 12 (line 1, column 8, at /id)`.
  public var description: String {
    let place = pointer.isRoot ? "" : ", at \(pointer)"
    return "\(message) (line \(line), column \(column)\(place))"
  }
}
