// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel

/// A line of an archive.
struct SourceLine: Sendable {
  /// The one-based number in its file.
  let number: Int
  /// The name of its file, if there are several.
  let file: String?
  /// The bytes, without the newline.
  let bytes: [UInt8]
}

/// What the records of one job have in common.
enum RunKey: Hashable, Sendable {
  /// The ID of a v1 job, and of the job that results belong to.
  case job(String)
  /// The group in the idempotency keys of v2 jobs.
  case group(UniversalID)
  /// The kept source of several records.
  case source(String)
}

/// Lines whose records are converted together.
struct RecordRun: Sendable {
  let key: RunKey
  private(set) var lines: [SourceLine] = []
  /// The number of bytes of the lines.
  private(set) var byteCount = 0
  /// Whether one of the lines is the job that results belong to.
  private(set) var hasJob = false

  init(key: RunKey) {
    self.key = key
  }

  /// Whether a record that follows belongs to these lines; the results of a job follow it.
  func includes(_ key: RunKey, isJob: Bool) -> Bool { key == self.key && !isJob }

  /// Adds a line.
  mutating func append(_ line: SourceLine, isJob: Bool) {
    lines.append(line)
    byteCount += line.bytes.count
    hasJob = hasJob || isJob
  }

  /// Adds the lines of the part of this run in the next block.
  mutating func append(_ run: RecordRun) {
    lines += run.lines
    byteCount += run.byteCount
    hasJob = hasJob || run.hasJob
  }

  /// Whether no more records can belong to the run: a group's ID can say how many there are.
  var isComplete: Bool {
    guard case .group(let uuid) = key else { return false }
    return GroupID(uuid.description)?.memberCount == lines.count
  }
}

/// A record with its form, and what it has in common with others.
struct FormedRecord {
  let line: SourceLine
  let source: SourceRecord
  let form: RecordForm
  /// `nil` if the record is converted alone.
  let key: RunKey?

  /// Whether it is a v1 job that results can follow.
  var isJob: Bool { form == RecordForm(.job, .v1) }

  /// Tells the form of a record.
  ///
  /// - Throws: ``ArchiveRejection`` if the record has none.
  init(
    _ source: SourceRecord, of line: SourceLine, options: ArchiveOptions
  ) throws(ArchiveRejection) {
    self.line = line
    self.source = source
    form = try RecordForm.detect(source.root, kind: options.kind)
    key = form.version == options.target ? nil : Self.key(of: source.root, form)
  }

  private static func key(of record: SourceValue, _ form: RecordForm) -> RunKey? {
    guard !form.isPage else { return nil }
    switch (form.kind, form.version) {
    case (.job, .v1): return record[.id]?.text.map { .job($0) }
    case (.item, _): return record[.classifyJobID]?.text.map { .job($0) }
    case (.results, _):
      return record[.items]?.parts.lazy.compactMap { $0[.classifyJobID]?.text }.first
        .map { .job($0) }
    case (.job, _), (.create, .v2):
      if form.kind == .job, let key = record.memberKey { return .group(key.group) }
      return KeptSource(of: record).flatMap(\.key).map { .source($0) }
    default: return nil
    }
  }
}

extension SourceValue {
  /// The position of a v2 job in its group; `nil` for a job of no group.
  var memberKey: GroupMemberKey? { self[.transactionID]?.text.flatMap { GroupMemberKey($0) } }
}
