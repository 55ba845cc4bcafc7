// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A v1 job and its results, found in one record or in several.
struct JobParts {
  /// A value with the pointer to it in its line.
  typealias Place = (value: SourceValue, pointer: String)

  private let job: Place
  /// The results; `nil` if they are not known.
  private let items: [Place]?
  /// The members around the job and the results, which have no place in v2.
  private let surroundings: [Place]

  /// Finds the parts in a job with its results, or in a job without them.
  ///
  /// - Throws: ``ArchiveRejection`` if `job` or `results` is of another type.
  init(_ record: SourceValue) throws(ArchiveRejection) {
    var others: [Place] = []
    if let job = record[.job], record[.status] == nil {
      self.job = (job, "/job")
      others = record.parts.filter { ![.job, .results, .keptSource].contains($0.node.name) }
        .map { ($0, "/\($0.name)") }
    } else {
      job = (record, "")
    }
    items = try Self.items(of: record, surroundings: &others)
    surroundings = others
  }

  /// Finds the parts in the lines of one job: the job, its results, and pages of them.
  ///
  /// - Throws: ``ArchiveRejection`` if the job is missing or there are two.
  init(_ records: [FormedRecord]) throws(ArchiveRejection) {
    let jobs = records.filter(\.isJob)
    guard let job = jobs.first else {
      throw ArchiveRejection(
        .resultWithoutJob,
        message: "v2 has results only in jobs; put the line of the v1 job before its results, or "
          + "write {\"job\": …, \"results\": …}")
    }
    guard jobs.count == 1 else {
      throw ArchiveRejection(.repeatedMember, at: "/id", message: "there are two jobs with this ID")
    }
    self.job = (job.source.root, "")
    var others: [Place] = []
    var items: [Place] = []
    for record in records where !record.isJob {
      let root = record.source.root
      if record.form.kind == .item {
        items.append((root, ""))
      } else {
        items += try Self.elements(of: root, at: "", surroundings: &others) ?? []
      }
    }
    self.items = records.count == 1 ? nil : items
    surroundings = others
  }

  private static func items(
    of record: SourceValue, surroundings: inout [Place]
  ) throws(ArchiveRejection) -> [Place]? {
    guard let results = record[.results], results.kind != .null else { return nil }
    if results.kind == .array { return places(of: results, at: "/results") }
    return try elements(of: results, at: "/results", surroundings: &surroundings)
  }

  private static func elements(
    of page: SourceValue, at pointer: String, surroundings: inout [Place]
  ) throws(ArchiveRejection) -> [Place]? {
    guard let items = page[.items], items.kind == .array else {
      throw ArchiveRejection(
        .malformed, at: "\(pointer)/items", message: "expected an array of results")
    }
    surroundings += page.parts.filter { ![.items, .keptSource].contains($0.node.name) }
      .map { ($0, "\(pointer)/\($0.name)") }
    return places(of: items, at: "\(pointer)/items")
  }

  private static func places(of items: SourceValue, at pointer: String) -> [Place] {
    items.parts.enumerated().map { ($1, "\(pointer)/\($0)") }
  }

  /// Translates the job to v2, with a note for each value around it.
  func translation(
    by translator: RecordTranslator
  ) throws(ArchiveRejection) -> RecordTranslation {
    let translation = try translator.job(job, items: items)
    let notes = surroundings.filter { $0.value.kind != .null }.map { place in
      Note(
        .memberUnplaced, at: place.pointer,
        before: String(decoding: place.value.bytes.prefix(200), as: UTF8.self))
    }
    return RecordTranslation(targets: translation.targets, notes: translation.notes + notes)
  }
}

/// Checks that the v2 jobs of a group are all there.
enum GroupCheck {
  /// Returns the jobs in the order of the group.
  ///
  /// - Throws: ``ArchiveRejection`` if one is missing or there twice.
  static func members(
    _ records: [FormedRecord], key: RunKey?
  ) throws(ArchiveRejection) -> [SourceValue] {
    guard case .group(let group) = key else { return records.map(\.source.root) }
    let members = records.compactMap { record in
      record.source.root.memberKey.map { (index: $0.index, value: record.source.root) }
    }.sorted { $0.index < $1.index }
    for (position, member) in members.enumerated() where member.index != position {
      guard position == 0 || members[position - 1].index != member.index else {
        throw ArchiveRejection(
          .repeatedMember, at: "/transaction_id",
          message: "the group has two jobs with the index \(member.index)")
      }
      throw incomplete("the job with the index \(position) of this group is not next to it")
    }
    if let count = GroupID(group.description)?.memberCount, count != members.count {
      throw incomplete("only \(members.count) of the \(count) jobs of this group are here")
    }
    return members.map(\.value)
  }

  private static func incomplete(_ finding: String) -> ArchiveRejection {
    ArchiveRejection(
      .incompleteGroup, at: "/transaction_id",
      message: "\(finding); sort the records by transaction_id, or gather groups anywhere in the "
        + "input")
  }
}
