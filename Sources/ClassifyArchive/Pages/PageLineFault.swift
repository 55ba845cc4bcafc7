// SPDX-License-Identifier: Apache-2.0

/// The reason why a line is not a record.
public struct PageLineFault: Sendable, Hashable {
  /// A kind of fault, as a text that stays the same across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The line is not one JSON value (RFC 8259).
    case notJSON = "line.notJSON"
    /// Two members have the same name, so it is not clear which of them counts.
    case duplicateMember = "line.duplicateMember"
    /// The line is not an object, or a member is neither what it should be nor null.
    case wrongType = "line.wrongType"
    /// The object has neither `v1` nor `v2`.
    case noSelection = "line.noSelection"
    /// The line has more bytes than ``PageRecordOptions/maximumLineBytes``.
    case tooLong = "line.tooLong"
  }

  /// What is wrong.
  public let code: Code
  /// The member at fault, if it is one.
  public let field: PageRecordField?
  /// The byte offsets into the line at which it is not JSON.
  public let location: Range<Int>?
  /// What is wrong and what to do, for a person.
  public let message: String

  init(
    _ code: Code, in field: PageRecordField? = nil, at location: Range<Int>? = nil, message: String
  ) {
    self.code = code
    self.field = field
    self.location = location
    self.message = message
  }
}
