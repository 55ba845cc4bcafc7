// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV2

/// A usual job with its results in a line, written as v2 jobs.
///
/// What it writes is what `V1Translator` reads and `V2Translator` writes; where each value comes from
/// is said at its function. Tests compare the bytes.
struct UsualJob {
  private let base: UnsafePointer<UInt8>
  private let places: JobPlaces
  private let spacing: ObjectSpacing
  private let status: V1Status
  private let hasCarriageReturn: Bool
  /// The job's ID as a UUID, which ties the jobs of several results; `nil` if it is none.
  private let group: UniversalID?
  /// The one-based pages in v2's form; `nil` for all pages.
  private let pages: PageSet?

  /// A word of v1, as it is in the line.
  private enum V1Status {
    case pending, success, error, partialSuccess, cancelled
  }

  init?(_ line: UnsafeBufferPointer<UInt8>, _ places: JobPlaces) {
    guard let base = line.baseAddress, let spacing = ObjectSpacing(places.object, in: base),
      let place = places.job.first(where: { $0.member == .status })
    else { return nil }
    self.base = base
    self.places = places
    self.spacing = spacing
    hasCarriageReturn = line[line.count - 1] == UInt8(ascii: "\r")
    if Self.has(base, place, "\"SUCCESS\"") {
      status = .success
    } else if Self.has(base, place, "\"PARTIAL_SUCCESS\"") {
      status = .partialSuccess
    } else if Self.has(base, place, "\"ERROR\"") {
      status = .error
    } else if Self.has(base, place, "\"PENDING\"") {
      status = .pending
    } else if Self.has(base, place, "\"CANCELLED\"") {
      status = .cancelled
    } else {
      return nil
    }
    group = places.itemEnds.count > 1 ? Self.group(base, places) : nil
    // Values of the job and of its results are compared by their bytes.
    guard places.itemEnds.count == 1 || !Self.hasEscapes(base, places),
      Self.areOfOneJob(base, places), Self.areDistinct(base, places)
    else { return nil }
    if let mode = places.job.first(where: { $0.member == .mode }), mode.kind == .string,
      !Self.has(base, mode, "\"FAST\"")
    {
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
  private static func hasEscapes(_ base: UnsafePointer<UInt8>, _ places: JobPlaces) -> Bool {
    [places.job, places.items].joined().contains { place in
      switch place.member {
      case .id, .createdAt, .updatedAt:
        UnsafeBufferPointer(start: base + place.start, count: place.end - place.start)
          .contains(UInt8(ascii: "\\"))
      default: false
      }
    }
  }

  /// Whether no two results have one ID; of many, this is left to the typed way.
  private static func areDistinct(_ base: UnsafePointer<UInt8>, _ places: JobPlaces) -> Bool {
    guard places.itemEnds.count > 1 else { return true }
    guard places.itemEnds.count <= 16 else { return false }
    let ids = places.items.lazy.filter { $0.member == .id }.map {
      UnsafeBufferPointer(start: base + $0.start, count: $0.end - $0.start)
    }
    return ids.enumerated().allSatisfy { position, id in
      ids.prefix(position).allSatisfy { !$0.elementsEqual(id) }
    }
  }

  /// Whether every result has the ID of the job.
  private static func areOfOneJob(_ base: UnsafePointer<UInt8>, _ places: JobPlaces) -> Bool {
    guard let id = places.job.first(where: { $0.member == .id }) else { return false }
    let text = UnsafeBufferPointer(start: base + id.start, count: id.end - id.start)
    return places.items.allSatisfy { place in
      guard place.member == .jobID else { return true }
      return UnsafeBufferPointer(start: base + place.start, count: place.end - place.start)
        .elementsEqual(text)
    }
  }

  private static func group(
    _ base: UnsafePointer<UInt8>, _ places: JobPlaces
  ) -> UniversalID? {
    guard let id = places.job.first(where: { $0.member == .id }) else { return nil }
    return UniversalID(
      utf8: UnsafeBufferPointer(start: base + id.start + 1, count: id.end - id.start - 2))
  }

  private static func has(
    _ base: UnsafePointer<UInt8>, _ place: MemberPlace, _ text: StaticString
  ) -> Bool {
    place.end - place.start == text.utf8CodeUnitCount
      && UnsafeBufferPointer(start: base + place.start, count: text.utf8CodeUnitCount)
        .elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  // MARK: - A job

  private var isSingle: Bool { places.itemEnds.count == 1 }

  /// Writes the v2 job of a result.
  ///
  /// - Returns: Whether it is written; `false` if a text has to be understood.
  func write(_ position: Int, _ dialect: V2Dialect, to writer: inout ByteWriter) -> Bool {
    let start = position == 0 ? 0 : places.itemEnds[position - 1]
    let item = places.items[start..<places.itemEnds[position]]
    let hasResult = item.contains { $0.member == .result && $0.kind == .object }
    let cancels = status == .cancelled && dialect == .published && !(hasResult && !isSingle)
    var object = ObjectWriter(base, spacing)
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
        if Self.has(base, place, word) {
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
      case .parsingConfiguration where isParsingOmitted: break
      case .rules, .mode, .parsingConfiguration:
        if !hasConfiguration { writeConfiguration(&object, &writer) }
        hasConfiguration = true
      case .fileID, .jobID, .result: break
      }
    }
    for place in item {
      switch place.member {
      case .createdAt, .updatedAt:
        guard !isSingle, !places.job.contains(where: { $0.member == place.member }) else { break }
        object.copy(place, to: &writer)
      case .fileID where place.kind == .string:
        object.name("\"file_input\"", to: &writer)
        writer.append(base + place.start, place.end - place.start)
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
    let value = UnsafeBufferPointer(start: base + own.start, count: own.end - own.start)
    let other = UnsafeBufferPointer(start: base + place.start, count: place.end - place.start)
    return value.elementsEqual(other) ? place : own
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
    let text = UnsafeBufferPointer(
      start: base + place.start + 1, count: place.end - place.start - 2)
    // Other characters may be written with another escape.
    guard text.allSatisfy({ $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else { return false }
    writer.append("\"cancelled: ")
    writer.append(base + place.start + 1, place.end - place.start - 1)
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

  private func writeConfiguration(_ outer: inout ObjectWriter, _ writer: inout ByteWriter) {
    outer.name("\"configuration\"", to: &writer)
    var object = ObjectWriter(base, spacing)
    object.open(&writer)
    var hasParsing = false
    for place in places.job {
      switch place.member {
      case .rules, .mode: object.copy(place, to: &writer)
      case .parsingConfiguration:
        hasParsing = true
        writeParsing(place, &object, &writer)
      default: break
      }
    }
    if !hasParsing { writeParsing(nil, &object, &writer) }
    object.close(&writer)
  }

  /// Whether nothing is left of the parsing options: they say only that there is no limit.
  private var isParsingOmitted: Bool {
    let parsing = places.parsing
    return parsing.hasLimit && parsing.lang == nil && parsing.maxPages == nil
      && parsing.targetPages == nil
  }

  /// Writes the parsing options: `V1Translator`'s `pageLimit` and `V2JobWriter.parsingConfiguration`.
  private func writeParsing(
    _ place: MemberPlace?, _ object: inout ObjectWriter, _ writer: inout ByteWriter
  ) {
    let parsing = places.parsing
    if let place, place.kind == .object, parsing.indices == nil, parsing.maxPages != nil {
      return object.copy(place, to: &writer)
    }
    guard !isParsingOmitted else { return }
    object.name("\"parsing_configuration\"", to: &writer)
    let own = parsing.object.end > 0 ? ObjectSpacing(parsing.object, in: base) : nil
    var written = ObjectWriter(base, own ?? spacing)
    written.open(&writer)
    let members = [parsing.lang, parsing.maxPages, parsing.targetPages].compactMap(\.self)
      .sorted { $0.nameStart < $1.nameStart }
    for member in members {
      if let pages, member.nameStart == parsing.targetPages?.nameStart {
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
