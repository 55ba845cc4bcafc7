// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// The reason why a record is not converted.
public struct ArchiveRejection: Error, Sendable, Hashable {
  /// A code that stays the same across releases: a ``Code``, or the ``NoteCode`` of the first reason
  /// of a refused translation.
  public let code: String
  /// The JSON Pointer (RFC 6901) of the member at fault; `nil` if the fault is the whole line.
  public let pointer: String?
  /// The explanation for people, with advice on what to do.
  public let message: String

  /// The kinds of rejections other than refused translations.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The line is not one JSON value (RFC 8259).
    case notJSON = "line.notJSON"
    /// The members are not those of any kind of record, or of several.
    case unknownKind = "record.unknownKind"
    /// A member that the kind requires is missing, or is of another type.
    case malformed = "record.malformed"
    /// A result or a page of results that does not follow its job.
    case resultWithoutJob = "result.withoutJob"
    /// A member of a group whose other members are not where they are looked for.
    case incompleteGroup = "group.incomplete"
    /// A member of a group that is there twice.
    case repeatedMember = "group.memberRepeated"
    /// A record of a group that needs more memory than allowed.
    case groupTooLarge = "group.tooLarge"
  }

  init(code: String, pointer: String?, message: String) {
    self.code = code
    self.pointer = pointer
    self.message = message
  }

  /// Creates a rejection.
  public init(_ code: Code, at pointer: String? = nil, message: String) {
    self.code = code.rawValue
    self.pointer = pointer
    self.message = message
  }

  init(_ error: JSONError, code: Code, below pointer: String = "") {
    let place = pointer + error.pointer.description
    let location = code == .notJSON ? "column \(error.offset + 1): " : ""
    self.init(
      code, at: code == .notJSON && place.isEmpty ? nil : place, message: location + error.message)
  }

  /// Creates the rejection of a refused translation.
  init(_ refusal: TranslationRefusal) {
    let reasons = refusal.reasons
    let others = reasons.count - 1
    code = reasons.first?.code.rawValue ?? Code.malformed.rawValue
    pointer = reasons.first?.pointer
    message =
      (reasons.first?.message ?? "the record can't be translated")
      + (others > 0 ? " (and \(Counted.text(others, "other reason")))" : "")
  }
}

extension ArchiveRejection: CustomStringConvertible {
  /// The message with its place and code.
  public var description: String {
    let place = pointer.map { $0.isEmpty ? "" : "\($0): " } ?? ""
    return "\(place)\(message) (\(code))"
  }
}
