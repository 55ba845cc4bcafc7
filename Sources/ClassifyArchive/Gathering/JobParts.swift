// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A value of a source, and where it is.
struct SourcePlace {
  let value: SourceValue
  /// The pointer to the value in its record.
  let pointer: String
  /// The zero-based position of the record among those that are converted together.
  let source: Int
}

extension SourceValue {
  /// Whether the job of a result is another one.
  fileprivate func isForeign(to job: SourceValue) -> Bool {
    job[.id].map { !isEqual(to: $0) } ?? false
  }
}

/// A v1 job and its results, found in one record or in several.
struct JobParts {
  private let job: SourcePlace
  /// The results; `nil` if they are not known.
  private let items: [SourcePlace]?
  /// The members around the job and the results, which have no place in v2.
  private let surroundings: [SourcePlace]

  /// Finds the parts in a job with its results, or in a job without them.
  ///
  /// - Throws: ``ArchiveRejection`` if `results` is of another type.
  init(_ record: SourceValue) throws(ArchiveRejection) {
    var others: [SourcePlace] = []
    if let job = record[.job], record[.status] == nil {
      self.job = SourcePlace(value: job, pointer: "/job", source: 0)
      others = record.parts.filter { ![.job, .results, .keptSource].contains($0.node.name) }
        .map { SourcePlace(value: $0, pointer: "/\($0.name)", source: 0) }
    } else {
      job = SourcePlace(value: record, pointer: "", source: 0)
    }
    if let results = record[.results], results.kind != .null {
      items =
        results.kind == .array
        ? Self.places(of: results, at: "/results", 0)
        : try Self.items(of: results, at: "/results", 0, surroundings: &others)
    } else {
      items = nil
    }
    surroundings = others
  }

  /// Finds the parts in the records of one job: the job, its results, and pages of them.
  ///
  /// - Throws: ``ArchiveRejection`` if the job is missing.
  init(_ records: [FormedRecord]) throws(ArchiveRejection) {
    guard let position = records.firstIndex(where: \.isJob) else {
      throw ArchiveRejection(
        .resultWithoutJob,
        message:
          "v2 has results only in jobs; put the line of the v1 job before its results, gather "
          + "them anywhere in the input, or write {\"job\": …, \"results\": …}")
    }
    job = SourcePlace(value: records[position].root, pointer: "", source: position)
    var others: [SourcePlace] = []
    var items: [SourcePlace] = []
    for (source, record) in records.enumerated() where source != position {
      if record.form.kind == .item {
        items.append(SourcePlace(value: record.root, pointer: "", source: source))
      } else {
        items += try Self.items(of: record.root, at: "", source, surroundings: &others)
      }
    }
    self.items = records.count == 1 ? nil : items
    surroundings = others
  }

  private static func items(
    of page: SourceValue, at pointer: String, _ source: Int, surroundings: inout [SourcePlace]
  ) throws(ArchiveRejection) -> [SourcePlace] {
    guard let items = page[.items], items.kind == .array else {
      throw ArchiveRejection(
        .malformed, at: "\(pointer)/items", message: "expected an array of results",
        source: source)
    }
    surroundings += page.parts.filter { ![.items, .keptSource].contains($0.node.name) }
      .map { SourcePlace(value: $0, pointer: "\(pointer)/\($0.name)", source: source) }
    return places(of: items, at: "\(pointer)/items", source)
  }

  private static func places(
    of items: SourceValue, at pointer: String, _ source: Int
  ) -> [SourcePlace] {
    items.parts.enumerated().map {
      SourcePlace(value: $1, pointer: "\(pointer)/\($0)", source: source)
    }
  }

  /// Whether a value is the token of a page behind which there is none.
  private func isLastToken(_ place: SourcePlace) -> Bool {
    place.value.node.name == .nextPageToken && place.value.text?.isEmpty == false
      && !surroundings.contains { $0.source > place.source }
      && !(items ?? []).contains { $0.source > place.source }
  }

  /// Translates the job to v2, with a note for each value around it.
  ///
  /// - Throws: ``ArchiveRejection`` if a value is malformed, too much would be written, or the policy
  ///   refuses a note.
  func translation(
    by translator: RecordTranslator
  ) throws(ArchiveRejection) -> RecordTranslation {
    var ids: Set<[UInt8]> = []
    for item in items ?? [] {
      guard let id = item.value[.id]?.text, !ids.insert(Array(id.utf8)).inserted else { continue }
      throw ArchiveRejection(
        .repeatedResult, at: item.pointer + "/id", message: "two results of the job have this ID",
        source: item.source)
    }
    for item in items ?? [] where item.value[.classifyJobID]?.isForeign(to: job.value) == true {
      throw ArchiveRejection(
        .resultWithoutJob, at: item.pointer + "/classify_job_id",
        message: "the result belongs to another job", source: item.source)
    }
    let written = (items?.count ?? 0).multipliedReportingOverflow(by: job.value.bytes.count)
    guard !written.overflow, written.partialValue <= RunConverter.maximumWrittenBytes else {
      throw .writtenTooLarge
    }
    let translation = try translator.job(job, items: items)
    let notes = surroundings.compactMap { place in
      isLastToken(place)
        ? SourceNote(
          Note(
            .documentsUnknown, at: place.pointer, before: place.value.text,
            message: "The results end with a token: the next page is not here."),
          source: place.source)
        : SourceNote(unplaced: place.value, at: place.pointer, source: place.source)
    }
    return RecordTranslation(targets: translation.targets, notes: translation.notes + notes)
  }
}
