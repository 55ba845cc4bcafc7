// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV2

/// A usual job with its results in a line, written as v2 jobs.
///
/// What it writes is what `V1Translator` reads and `V2Translator` writes; where each value comes from
/// is said at its function. Tests compare the bytes.
struct UsualJob {
  private let line: LineText
  private let spacing: ObjectSpacing
  private let status: V1Status
  private let hasCarriageReturn: Bool
  /// Whether there is one result.
  private let isSingle: Bool
  /// The job's ID as a UUID, which ties the jobs of several results; `nil` if it is none.
  private let group: UniversalID?
  /// The one-based pages in v2's form; `nil` for all pages.
  private let pages: PageSet?

  /// A word of v1, as it is in the line.
  private enum V1Status {
    case pending, success, error, partialSuccess, cancelled

    init?(_ line: LineText, _ place: MemberPlace) {
      if line.has("\"SUCCESS\"", at: place) {
        self = .success
      } else if line.has("\"PARTIAL_SUCCESS\"", at: place) {
        self = .partialSuccess
      } else if line.has("\"ERROR\"", at: place) {
        self = .error
      } else if line.has("\"PENDING\"", at: place) {
        self = .pending
      } else if line.has("\"CANCELLED\"", at: place) {
        self = .cancelled
      } else {
        return nil
      }
    }
  }

  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ places: borrowing JobPlaces) {
    guard let base = bytes.baseAddress, let spacing = ObjectSpacing(places.object, in: base),
      let id = places[.id], let place = places[.status],
      let status = V1Status(LineText(base: base), place)
    else { return nil }
    let line = LineText(base: base)
    self.line = line
    isSingle = places.itemEnds.count == 1
    self.spacing = spacing
    self.status = status
    hasCarriageReturn = bytes[bytes.count - 1] == UInt8(ascii: "\r")
    group = places.itemEnds.count > 1 ? UniversalID(utf8: line.text(at: id)) : nil
    // Values of the job and of its results are compared by their bytes.
    guard isSingle || !Self.hasEscapes(line, places),
      // Every result has the ID of the job.
      places.items.allSatisfy({ $0.member != .jobID || line.areEqual($0, id) }),
      Self.areDistinct(line, places)
    else { return nil }
    if let mode = places[.mode], mode.kind == .string, !line.has("\"FAST\"", at: mode) {
      return nil
    }
    if let indices = places.parsing.indices {
      guard let reading = try? PageSet.reading(indices: indices) else { return nil }
      pages = reading.pages
    } else {
      pages = nil
    }
  }

  /// Whether an ID or a time has an escape.
  private static func hasEscapes(_ line: LineText, _ places: borrowing JobPlaces) -> Bool {
    func hasEscape(_ place: MemberPlace) -> Bool {
      switch place.member {
      case .id, .createdAt, .updatedAt: line.value(at: place).contains(UInt8(ascii: "\\"))
      default: false
      }
    }
    return places.job.contains(where: hasEscape) || places.items.contains(where: hasEscape)
  }

  /// Whether no two results have one ID; of many, this is left to the typed way.
  private static func areDistinct(_ line: LineText, _ places: borrowing JobPlaces) -> Bool {
    guard places.itemEnds.count > 1 else { return true }
    guard places.itemEnds.count <= 16 else { return false }
    for (position, id) in places.items.enumerated() where id.member == .id {
      for other in places.items[..<position] where other.member == .id {
        if line.areEqual(id, other) { return false }
      }
    }
    return true
  }

  // MARK: - A job

  /// Writes the v2 job of a result.
  ///
  /// - Parameters:
  ///   - position: The zero-based position of the result.
  ///   - places: The places that the job was created with, and no others: their offsets are not
  ///     checked.
  ///   - dialect: The dialect of v2.
  ///   - writer: The buffer to append to.
  /// - Returns: Whether it is written; `false` if a text has to be understood.
  func write(
    _ position: Int, of places: borrowing JobPlaces, _ dialect: V2Dialect,
    to writer: inout ByteWriter
  ) -> Bool {
    let start = position == 0 ? 0 : places.itemEnds[position - 1]
    let item = places.items[start..<places.itemEnds[position]]
    let hasResult = item.contains { $0.member == .result && $0.kind == .object }
    let cancels = status == .cancelled && dialect == .published && !(hasResult && !isSingle)
    var object = ObjectWriter(line.base, spacing)
    object.open(&writer)
    var hasConfiguration = false
    var hasMessage = false
    for place in places.job {
      switch place.member {
      case .projectID, .userID: object.copy(place, to: &writer)
      case .id:
        object.copy(isSingle ? place : own(.id, item, insteadOf: place) ?? place, to: &writer)
      case .createdAt, .updatedAt:
        if isSingle {
          object.copy(place, to: &writer)
        } else if let own = own(place.member, item, insteadOf: place) {
          object.copy(own, to: &writer)
        }
      case .status:
        let word = word(hasResult: hasResult, dialect)
        if line.has(word, at: place) {
          object.copy(place, to: &writer)
        } else {
          object.name("\"status\"", to: &writer)
          writer.append(word)
        }
      case .errorMessage:
        hasMessage = true
        guard writeMessage(place, cancels: cancels, hasResult: hasResult, &object, &writer) else {
          return false
        }
      case .parsingConfiguration where places.parsing.isOmitted: break
      case .rules, .mode, .parsingConfiguration:
        if !hasConfiguration { writeConfiguration(of: places, &object, &writer) }
        hasConfiguration = true
      case .fileID, .jobID, .result: break
      }
    }
    for place in item {
      switch place.member {
      case .createdAt, .updatedAt:
        guard !isSingle, places[place.member] == nil else { break }
        object.copy(place, to: &writer)
      case .fileID where place.kind == .string:
        object.name("\"file_input\"", to: &writer)
        writer.append(line.base + place.start, place.end - place.start)
      case .result: object.copy(place, to: &writer)
      default: break
      }
    }
    object.name("\"document_input_type\"", to: &writer)
    writer.append("\"file_id\"")
    if cancels, !hasMessage {
      object.name("\"error_message\"", to: &writer)
      writer.append("\"cancelled\"")
    }
    if !isSingle { writeKey(position, &object, &writer) }
    object.close(&writer)
    if hasCarriageReturn { writer.append(UInt8(ascii: "\r")) }
    writer.append(UInt8(ascii: "\n"))
    return true
  }

  /// Returns the place of a result's own member: the job's if both values have the same bytes.
  private func own(
    _ member: JobMember, _ item: ArraySlice<MemberPlace>, insteadOf place: MemberPlace
  ) -> MemberPlace? {
    guard let own = item.first(where: { $0.member == member }) else { return nil }
    return line.areEqual(own, place) ? place : own
  }

  /// The status: `V1Translator.documentStatus(in:hasResult:)`, then `V2JobWriter.status`.
  private func word(hasResult: Bool, _ dialect: V2Dialect) -> StaticString {
    if hasResult, !isSingle { return "\"COMPLETED\"" }
    return switch status {
    case .pending: "\"PENDING\""
    case .success: isSingle ? "\"COMPLETED\"" : "\"FAILED\""
    case .partialSuccess: hasResult ? "\"COMPLETED\"" : "\"FAILED\""
    case .error: "\"FAILED\""
    case .cancelled: dialect == .current ? "\"CANCELLED\"" : "\"FAILED\""
    }
  }

  private var isFailed: Bool {
    switch status {
    case .success, .partialSuccess, .error: true
    case .pending, .cancelled: false
    }
  }

  /// Writes the job's error message, as `V2JobWriter.singleJob` and `memberJob` do: of one result always, of several for those that failed.
  private func writeMessage(
    _ place: MemberPlace, cancels: Bool, hasResult: Bool, _ object: inout ObjectWriter,
    _ writer: inout ByteWriter
  ) -> Bool {
    guard cancels else {
      if isSingle || !hasResult && isFailed && place.kind == .string {
        object.copy(place, to: &writer)
      }
      return true
    }
    object.name("\"error_message\"", to: &writer)
    guard isSingle, place.kind == .string else {
      writer.append("\"cancelled\"")
      return true
    }
    // Other characters may be written with another escape.
    guard line.text(at: place).allSatisfy({ $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
      return false
    }
    writer.append("\"cancelled: ")
    writer.append(line.base + place.start + 1, place.end - place.start - 1)
    return true
  }

  /// Writes the idempotency key, if the job's ID is a UUID.
  private func writeKey(
    _ position: Int, _ object: inout ObjectWriter, _ writer: inout ByteWriter
  ) {
    guard let group else { return }
    object.name("\"transaction_id\"", to: &writer)
    writer.append("\"")
    writer.append(capacity: GroupMemberKey.maximumTextCount) {
      GroupMemberKey(group: group, index: position).appendUTF8(to: &$0)
    }
    writer.append("\"")
  }

  // MARK: - Configuration

  private func writeConfiguration(
    of places: borrowing JobPlaces, _ outer: inout ObjectWriter, _ writer: inout ByteWriter
  ) {
    outer.name("\"configuration\"", to: &writer)
    var object = ObjectWriter(line.base, spacing)
    object.open(&writer)
    var hasParsing = false
    for place in places.job {
      switch place.member {
      case .rules, .mode: object.copy(place, to: &writer)
      case .parsingConfiguration:
        hasParsing = true
        writeParsing(places.parsing, place, &object, &writer)
      default: break
      }
    }
    if !hasParsing { writeParsing(places.parsing, nil, &object, &writer) }
    object.close(&writer)
  }

  /// Writes the parsing options: `V1Translator`'s `pageLimit` and `V2JobWriter.parsingConfiguration`.
  private func writeParsing(
    _ parsing: ParsingPlaces, _ place: MemberPlace?, _ object: inout ObjectWriter,
    _ writer: inout ByteWriter
  ) {
    if let place, place.kind == .object, !parsing.hasIndices, parsing.hasMaxPages {
      return object.copy(place, to: &writer)
    }
    guard !parsing.isOmitted else { return }
    object.name("\"parsing_configuration\"", to: &writer)
    let own = parsing.object.end > 0 ? ObjectSpacing(parsing.object, in: line.base) : nil
    var written = ObjectWriter(line.base, own ?? spacing)
    written.open(&writer)
    for member in parsing.members {
      if let pages, member.isTargetPages {
        written.name("\"target_pages\"", to: &writer)
        writer.append(UInt8(ascii: "\""))
        writer.append(capacity: pages.utf8Capacity) { pages.appendUTF8(to: &$0) }
        writer.append(UInt8(ascii: "\""))
      } else {
        written.copy(from: member.nameStart, to: member.end, &writer)
      }
    }
    if !parsing.hasLimit {
      written.name("\"max_pages\"", to: &writer)
      writer.append("5")
    }
    written.close(&writer)
  }
}
