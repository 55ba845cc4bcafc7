// SPDX-License-Identifier: Apache-2.0

extension JSONError {
  /// What went wrong, as a word that stays the same across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The text has more bytes than ``JSONLimits/maximumBytes``.
    case tooLarge
    /// Arrays and objects are nested deeper than ``JSONLimits/maximumDepth``.
    case tooDeep
    /// The text begins with a byte order mark.
    case byteOrderMark
    /// The text ends before the value does.
    case unexpectedEnd
    /// A character stands where the grammar has no place for it.
    case unexpectedCharacter
    /// Something other than whitespace follows the value.
    case trailingContent
    /// A comma stands before the closing bracket.
    case trailingComma
    /// A word stands where a value should, and is not `true`, `false` or `null`.
    case invalidLiteral
    /// A number is not written as RFC 8259 wants it, for instance with a leading zero.
    case invalidNumber
    /// A string has a control character that is not escaped.
    case controlCharacter
    /// A backslash is not followed by one of the escapes of RFC 8259.
    case invalidEscape
    /// An escaped UTF-16 surrogate has no partner.
    case loneSurrogate
    /// The bytes of a string are not UTF-8.
    case invalidUTF8
    /// An object has two members of the same name.
    case duplicateMember
    /// The value is well-formed, but of another type than the contract says.
    case wrongType
    /// The number is not a whole one, or too large for `Int`.
    case notAnInteger
    /// The object lacks a member that the contract requires.
    case missingMember
    /// The value is of the right type, and yet not one that the contract permits.
    case invalidValue
  }
}
