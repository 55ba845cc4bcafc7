// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Divides records that are tied to each other into those that are converted together.
enum Gathering {
  /// Divides records into those that were written for the same lines.
  ///
  /// A part that repeats begins the next ones: the same lines were converted twice.
  static func bySource(_ records: [FormedRecord]) -> [[FormedRecord]] {
    divide(records, ties: \.ties, position: \.part) { $0.source == $1.source }
  }

  /// Divides records into those of one job.
  ///
  /// An index of a group that repeats begins the next job, and so does a v1 job.
  static func byJob(_ records: [FormedRecord]) -> [[FormedRecord]] {
    divide(records, ties: \.ties, position: \.position, areOfOneJob)
  }

  /// Returns the first line of the last job in a run that can be divided there; `nil` if it is all of
  /// one job.
  static func startOfLastJob(_ lines: [TiedLine]) -> Int? {
    let parts = divide(lines.map(\.ties), ties: \.self, position: \.position, areOfOneJob)
    var start = lines.count
    for part in parts.reversed() {
      start -= part.count
      // Within the records that were written for the same lines, there is no such place.
      if start > 0, lines[start].ties.part ?? 0 == 0 { return start }
    }
    return nil
  }

  private static func areOfOneJob(_ before: RecordTies, _ ties: RecordTies) -> Bool {
    if ties.isEmptyPage { return before.job != nil }
    return ties.job != nil && ties.job == before.job
      || ties.group != nil && ties.group == before.group
  }

  private static func divide<Record>(
    _ records: [Record], ties: KeyPath<Record, RecordTies>, position: KeyPath<RecordTies, Int?>,
    _ areTied: (_ before: RecordTies, _ ties: RecordTies) -> Bool
  ) -> [[Record]] {
    var parts: [[Record]] = []
    var positions: Set<Int> = []
    var before = RecordTies()
    for record in records {
      let own = record[keyPath: ties]
      let place = own[keyPath: position]
      let isRepeated = place.map(positions.contains) ?? false
      if !parts.isEmpty, !isRepeated, areTied(before, own) {
        parts[parts.count - 1].append(record)
      } else {
        parts.append([record])
        positions = []
      }
      if let place { positions.insert(place) }
      // A page without results keeps the job before it.
      if !own.isEmptyPage { before = own }
    }
    return parts
  }
}

// MARK: - Groups

extension Gathering {
  /// Returns the v2 jobs of one group in its order, or a v2 job of no group.
  ///
  /// - Throws: ``ArchiveRejection`` if a job is missing.
  static func members(_ records: [FormedRecord]) throws(ArchiveRejection) -> [SourceValue] {
    guard let group = records.first?.ties.group else { return records.map(\.root) }
    let members = records.map { (index: $0.ties.position ?? 0, value: $0.root) }
      .sorted { $0.index < $1.index }
    for (position, member) in members.enumerated() where member.index != position {
      throw incomplete("the job with the index \(position) of this group is not next to it")
    }
    if let count = GroupID(group.description)?.memberCount, count > members.count {
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
