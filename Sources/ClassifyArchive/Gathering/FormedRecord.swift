// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel

/// A record with its form, and what ties it to others.
struct FormedRecord {
  let line: SourceLine
  /// The record: a line, or an item of a page in a line.
  let root: SourceValue
  /// The pointer to the record in its line.
  let pointer: String
  let form: RecordForm
  let ties: RecordTies
  /// The source that the record was written for; `nil` if there is none, or it is outdated.
  let kept: KeptSource?

  /// Whether it is a v1 job that results can follow.
  var isJob: Bool { form == RecordForm(.job, .v1) }

  /// Reads a line.
  ///
  /// - Throws: ``ArchiveRejection`` if it is not a record.
  init(_ line: SourceLine, _ options: ArchiveOptions) throws(ArchiveRejection) {
    let source: SourceRecord
    do throws(JSONError) {
      source = try SourceRecord(line.bytes)
    } catch {
      throw ArchiveRejection(error, code: error.code == .tooLarge ? .tooLarge : .notJSON)
    }
    try self.init(source.root, at: "", of: line, options)
  }

  /// Tells the form of a record.
  ///
  /// - Throws: ``ArchiveRejection`` if it has none.
  init(
    _ root: SourceValue, at pointer: String, of line: SourceLine, _ options: ArchiveOptions
  ) throws(ArchiveRejection) {
    self.line = line
    self.root = root
    self.pointer = pointer
    form = try RecordForm.detect(root, kind: options.kind)
    let isConverted = form.version != options.target
    kept = isConverted ? KeptSource(of: root) : nil
    ties = isConverted ? Self.ties(of: root, form, kept) : RecordTies()
  }

  private static func ties(
    of record: SourceValue, _ form: RecordForm, _ kept: KeptSource?
  ) -> RecordTies {
    var ties = RecordTies(source: kept?.key, part: kept?.part)
    guard !form.isPage else { return ties }
    switch (form.kind, form.version) {
    case (.job, .v1):
      ties.job = record[.id]?.text
      ties.position = 0
    case (.item, _): ties.job = record[.classifyJobID]?.text
    case (.results, _):
      ties.job = record[.items]?.parts.lazy.compactMap { $0[.classifyJobID]?.text }.first
      ties.isEmptyPage = record[.items]?.parts.first { _ in true } == nil
    case (.job, _):
      let key = record.memberKey
      ties.group = key?.group
      ties.position = key?.index
    default: break
    }
    return ties
  }
}

extension SourceValue {
  /// The position of a v2 job in its group; `nil` for a job of no group.
  var memberKey: GroupMemberKey? { self[.transactionID]?.text.flatMap { GroupMemberKey($0) } }
}
