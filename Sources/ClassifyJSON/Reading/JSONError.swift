// SPDX-License-Identifier: Apache-2.0

/// A JSON text that is malformed or doesn't match its type, with the location of the fault.
public struct JSONError: Error, Sendable, Hashable {
  /// The kind of fault.
  public var code: Code
  /// The zero-based offset of the byte at fault; the length of the text if it ends too early.
  public var offset: Int
  /// The one-based line of ``offset``; lines end with U+000A.
  public var line: Int
  /// The one-based column of ``offset`` in its line, in Unicode scalars.
  public var column: Int
  /// The value at fault or missing; for a fault between values, the array or object around them.
  public var pointer: JSONPointer
  /// The explanation for people, in one sentence.
  public var message: String

  /// Creates an error.
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

extension JSONError {
  /// A kind of fault; raw values stay the same across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The text has more than ``JSONLimits/maximumBytes`` bytes.
    case tooLarge
    /// Arrays and objects are nested deeper than ``JSONLimits/maximumDepth``.
    case tooDeep
    /// The text begins with a byte order mark.
    case byteOrderMark
    /// The text ends before the value does.
    case unexpectedEnd
    /// The grammar doesn't allow the character at its position.
    case unexpectedCharacter
    /// The value is followed by more than whitespace.
    case trailingContent
    /// The closing bracket follows a comma.
    case trailingComma
    /// A value is a word other than `true`, `false` and `null`.
    case invalidLiteral
    /// A number violates RFC 8259, for example with a leading zero.
    case invalidNumber
    /// A string contains an unescaped control character.
    case controlCharacter
    /// A backslash doesn't begin an escape of RFC 8259.
    case invalidEscape
    /// An escaped UTF-16 surrogate has no counterpart.
    case loneSurrogate
    /// A string isn't well-formed UTF-8.
    case invalidUTF8
    /// An object has two members of the same name.
    case duplicateMember
    /// The value is well-formed, but of the wrong type.
    case wrongType
    /// The number isn't an integer, or doesn't fit into `Int`.
    case notAnInteger
    /// The object lacks a required member.
    case missingMember
    /// The value has the right type, but isn't allowed.
    case invalidValue
  }
}

extension JSONError: CustomStringConvertible {
  /// The message and the location: `expected a string, found 12 (line 1, column 8, at /id)`.
  public var description: String {
    let location = pointer.isRoot ? "" : ", at \(pointer)"
    return "\(message) (line \(line), column \(column)\(location))"
  }
}
