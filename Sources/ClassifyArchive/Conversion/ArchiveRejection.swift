// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// The reason why a record is not converted.
struct ArchiveRejection: Error, Sendable, Hashable {
  /// A code that stays the same across releases: a ``Code``, or the ``NoteCode`` of the first reason
  /// of a refused translation.
  let code: String
  /// The JSON Pointer (RFC 6901) of the member at fault; `nil` if the fault is the whole line.
  let pointer: String?
  /// The explanation for people, with advice on what to do.
  let message: String
  /// The zero-based position of the record at fault among those that are converted together.
  let source: Int

  /// The kinds of rejections other than refused translations.
  enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The line is not one JSON value (RFC 8259).
    case notJSON = "line.notJSON"
    /// The members are not those of any kind of record, or of several.
    case unknownKind = "record.unknownKind"
    /// A member that the kind requires is missing, or is of another type.
    case malformed = "record.malformed"
    /// A result or a page of results that does not follow its job.
    case resultWithoutJob = "result.withoutJob"
    /// A result whose ID another result of its job has.
    case repeatedResult = "result.repeated"
    /// A member of a group whose other members are not where they are looked for.
    case incompleteGroup = "group.incomplete"
    /// A record of a group that needs more memory than allowed.
    case groupTooLarge = "group.tooLarge"
    /// A record that has too many values, or would be written as too many bytes.
    case tooLarge = "record.tooLarge"
  }

  init(code: String, pointer: String?, message: String, source: Int = 0) {
    self.code = code
    self.pointer = pointer
    self.message = message
    self.source = source
  }

  init(_ code: Code, at pointer: String? = nil, message: String, source: Int = 0) {
    self.init(code: code.rawValue, pointer: pointer, message: message, source: source)
  }

  init(_ error: JSONError, code: Code, below pointer: String = "", source: Int = 0) {
    let place = pointer + error.pointer.description
    let location = code == .notJSON ? "column \(error.offset + 1): " : ""
    self.init(
      code, at: code == .notJSON && place.isEmpty ? nil : place, message: location + error.message,
      source: source)
  }

  /// Creates the rejection of a refused translation, with the pointer of its first reason.
  init(
    _ refusal: TranslationRefusal,
    _ place: (_ pointer: String) -> (pointer: String, source: Int)
  ) {
    let reasons = refusal.reasons
    let others = reasons.count - 1
    let found = reasons.first.map { place($0.pointer) }
    self.init(
      code: reasons.first?.code.rawValue ?? Code.malformed.rawValue, pointer: found?.pointer,
      message: (reasons.first?.message ?? "the record can't be translated")
        + (others > 0 ? " (and \(Counted.text(others, "other reason")))" : ""),
      source: found?.source ?? 0)
  }

  static let runTooLarge = ArchiveRejection(
    .groupTooLarge,
    message: "the records of one job have more than \(RunConverter.maximumRunBytes >> 20) MiB")
  static func incompleteSource(_ count: Int) -> ArchiveRejection {
    ArchiveRejection(
      .incompleteGroup, at: "/classify_bridge/of",
      message: "not all \(count) records that were written for one source are next to each other; "
        + "add the missing ones, or remove the members classify_bridge")
  }
  static let writtenTooLarge = ArchiveRejection(
    .tooLarge,
    message: "its records would have more than \(RunConverter.maximumWrittenBytes >> 20) MiB in "
      + "the other version")

  /// Returns the rejection of an item of a page, with the pointer in the page.
  func below(_ pointer: String) -> ArchiveRejection {
    ArchiveRejection(code: code, pointer: pointer + (self.pointer ?? ""), message: message)
  }

  /// Returns the rejection of one of the lines that are converted together: another one than the
  /// line at fault says which that is.
  func rejection(ofLine position: Int, among lines: [SourceLine]) -> ArchiveRejection {
    guard position != source, pointer != nil, lines.indices.contains(source) else { return self }
    return ArchiveRejection(
      code: code, pointer: nil, message: "line \(lines[source].number), of the same job: \(message)"
    )
  }
}

extension ArchiveRejection: CustomStringConvertible {
  /// The message with its place and code.
  var description: String {
    let place = pointer.map { $0.isEmpty ? "" : "\($0): " } ?? ""
    return "\(place)\(message) (\(code))"
  }
}
