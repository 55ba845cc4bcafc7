// SPDX-License-Identifier: Apache-2.0

/// An error in the structure of a stream of records, or a record that is too long.
public struct RecordSplitterError: Error, Sendable, Hashable {
  /// A kind of error.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// A record has more bytes than the maximum.
    case tooLong = "record.tooLong"
    /// A string has a line break, which JSON does not allow.
    case lineBreakInString = "record.lineBreakInString"
    /// A closing bracket does not match the one that was opened last.
    case unbalancedBracket = "record.unbalancedBracket"
    /// There is no comma between two elements or members.
    case missingComma = "array.missingComma"
    /// There is no element or value where one must be, such as between two commas.
    case missingValue = "array.missingValue"
    /// There is no name of a member, or no colon behind it.
    case missingName = "page.missingName"
    /// The object has no member `items`.
    case noItems = "page.noItems"
    /// The member `items` is not an array.
    case itemsNotArray = "page.itemsNotArray"
    /// The object has several members `items`.
    case repeatedItems = "page.repeatedItems"
    /// There is text behind the end of the array or object.
    case textBehindEnd = "stream.textBehindEnd"
    /// The stream ends before the end of the array or object.
    case unfinished = "stream.unfinished"
  }

  /// The kind of error.
  public let code: Code
  /// The byte offset in the stream.
  public let offset: Int
  /// The one-based number of the record in which the error is, or which would be next; in JSON Lines,
  /// of the line.
  public let record: Int
  /// The form of the stream.
  public let form: StreamForm
  /// The error and what to do, without its place.
  public let message: String

  init(_ code: Code, offset: Int, record: Int, form: StreamForm, message: String) {
    self.code = code
    self.offset = offset
    self.record = record
    self.form = form
    self.message = message
  }

  /// The place of the error, such as `element 3, byte 1042`.
  public var place: String {
    "\(form == .lines ? "line" : "element") \(record), byte \(offset)"
  }
}

extension RecordSplitterError: CustomStringConvertible {
  /// The place, the error, and what to do.
  public var description: String { "\(place): \(message)" }
}
