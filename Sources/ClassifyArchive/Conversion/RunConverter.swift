// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Converts the lines of a run, or one record alone.
///
/// What belongs to one job is converted as a whole or rejected as a whole.
struct RunConverter {
  let options: ArchiveOptions
  private let translator: RecordTranslator

  /// The maximum number of bytes of a run of adjacent lines: 16 MiB.
  static let maximumRunBytes = 16 << 20
  /// The maximum number of bytes that are written for the lines of one job: 64 MiB.
  static let maximumWrittenBytes = 64 << 20

  init(options: ArchiveOptions) {
    self.options = options
    translator = RecordTranslator(options: options)
  }

  /// Converts lines that were read before.
  ///
  /// - Parameters:
  ///   - run: The lines.
  ///   - chunk: What the results are added to.
  func convert(_ run: RecordRun, into chunk: inout ArchiveChunk) {
    var records: [FormedRecord] = []
    for tied in run.lines {
      do throws(ArchiveRejection) {
        records.append(try FormedRecord(tied.line, options))
      } catch {
        reject([tied.line], error, in: &chunk)
      }
    }
    var others: [FormedRecord] = []
    for written in Gathering.bySource(records) {
      guard let sources = restorable(written) else {
        others += written
        continue
      }
      convertJobs(of: others, into: &chunk)
      others = []
      restore(sources, from: written, into: &chunk)
    }
    convertJobs(of: others, into: &chunk)
  }

  /// Converts records themselves, unless others that were written for the same lines are missing.
  private func convertJobs(of records: [FormedRecord], into chunk: inout ArchiveChunk) {
    for job in Gathering.byJob(records) {
      let count = job.compactMap { KeptSource.count(of: $0.root) }.max() ?? 0
      if count <= records.count || job[0].ties.group == nil {
        convert(job, into: &chunk)
      } else {
        reject(job.map(\.line), .incompleteSource(count), in: &chunk)
      }
    }
  }

  /// Converts one record alone.
  func convert(_ record: FormedRecord, into chunk: inout ArchiveChunk) {
    if let sources = restorable([record]) {
      restore(sources, from: [record], into: &chunk)
    } else {
      convert([record], into: &chunk)
    }
  }

  /// Adds a rejection of each line.
  func reject(
    _ lines: [SourceLine], _ rejection: ArchiveRejection, in chunk: inout ArchiveChunk
  ) {
    for (position, line) in lines.enumerated() {
      let own = rejection.rejection(ofLine: position, among: lines)
      chunk.counts.rejected += 1
      chunk.counts.codes[own.code, default: 0] += 1
      ArchiveReport.append(own, of: line, to: &chunk.rejects)
    }
  }

  // MARK: - One conversion

  private func convert(_ records: [FormedRecord], into chunk: inout ArchiveChunk) {
    do throws(ArchiveRejection) {
      guard let first = records.first else { return }
      if try isUnchanged(first) {
        chunk.output += first.line.bytes
        chunk.output.append(UInt8(ascii: "\n"))
        chunk.counts.unchanged += 1
        chunk.counts.written += 1
        return
      }
      try write(try translations(of: records), from: records, to: &chunk)
      chunk.counts.converted += records.count
    } catch {
      reject(records.map(\.line), error, in: &chunk)
    }
  }

  /// Whether a record is of the target version already; the event of a delivery tells its version.
  private func isUnchanged(_ record: FormedRecord) throws(ArchiveRejection) -> Bool {
    if record.form.isPage {
      return try items(of: record).allSatisfy { $0.form.version == options.target }
    }
    guard record.form.kind == .webhook else { return record.form.version == options.target }
    return try DeliveryTranslator(target: options.target).event(of: record.root) == nil
  }

  private func translations(
    of records: [FormedRecord]
  ) throws(ArchiveRejection) -> [RecordTranslation] {
    guard let record = records.first else { return [] }
    if record.form.isPage { return try pageTranslations(of: record) }
    switch (record.form.kind, record.form.version) {
    case (.create, let version):
      return [try translator.create(record.root, from: version ?? .v1)]
    case (.webhook, _):
      return [try DeliveryTranslator(target: options.target).translation(of: record.root)]
    case (.jobWithResults, _): return [try JobParts(record.root).translation(by: translator)]
    case (.job, .v2): return [try translator.job(fromMembers: try Gathering.members(records))]
    case (.results, _) where records.allSatisfy(\.ties.isEmptyPage):
      // Nothing is lost, whosever results they are.
      return []
    case (.job, _), (.item, _), (.results, _):
      return [try JobParts(records).translation(by: translator)]
    }
  }

  // MARK: - Pages

  /// Returns the items of a page, which are all of one version.
  private func items(of page: FormedRecord) throws(ArchiveRejection) -> [FormedRecord] {
    var items: [FormedRecord] = []
    let values = page.root[.items].map { Array($0.parts) } ?? []
    for (position, item) in values.enumerated() {
      let pointer = "/items/\(position)"
      do throws(ArchiveRejection) {
        items.append(try FormedRecord(item, at: pointer, of: page.line, options))
      } catch {
        throw error.below(pointer)
      }
      guard items[position].form.version == items[0].form.version else {
        throw ArchiveRejection(
          .unknownKind, at: pointer,
          message: "the page has \(items[0].form.text) and \(items[position].form.text)")
      }
    }
    return items
  }

  /// Translates the items of a page as if each were a line.
  private func pageTranslations(
    of page: FormedRecord
  ) throws(ArchiveRejection) -> [RecordTranslation] {
    var translations: [RecordTranslation] = []
    for job in Gathering.byJob(try items(of: page)) {
      do throws(ArchiveRejection) {
        translations += try self.translations(of: job).map { $0.below(job.map(\.pointer)) }
      } catch {
        throw error.below(job[min(error.source, job.count - 1)].pointer)
      }
    }
    let others = page.root.parts.filter { ![.items, .keptSource].contains($0.node.name) }
    translations.append(
      RecordTranslation(
        targets: [], notes: others.compactMap { SourceNote(unplaced: $0, at: "/\($0.name)") }))
    return translations
  }

  // MARK: - Writing

  private func write(
    _ translations: [RecordTranslation], from records: [FormedRecord], to chunk: inout ArchiveChunk
  ) throws(ArchiveRejection) {
    guard let first = records.first else { return }
    let sources = records.map { $0.line.text }
    let isKept =
      options.keepsUnplaced
      && sources.reduce(0) { $0 + $1.count } <= ArchiveOptions.maximumKeptBytes
    let targets = translations.flatMap(\.targets)
    var composer = RecordComposer()
    for (position, target) in targets.enumerated() {
      let start = composer.output.count
      try composer.write(target)
      if isKept { composer.keep(sources, part: position, of: targets.count, toRecordAt: start) }
      composer.endLine(like: first.line)
      guard composer.output.count <= Self.maximumWrittenBytes else { throw .writtenTooLarge }
    }
    if chunk.output.isEmpty {
      chunk.output = composer.output
    } else {
      chunk.output += composer.output
    }
    chunk.counts.written += targets.count
    guard options.countsNotes else { return }
    var notes = Set<SourceNote>()
    for note in translations.flatMap(\.notes) + keepingNotes(of: records, isKept: isKept)
    where notes.insert(note).inserted {
      chunk.counts.codes[note.note.code.rawValue, default: 0] += 1
      guard options.listsNotes else { continue }
      let line = records[min(note.source, records.count - 1)].line
      ArchiveReport.append(note.note, of: line, to: &chunk.notes)
    }
  }

  /// Notes a source that is outdated or not kept.
  private func keepingNotes(of records: [FormedRecord], isKept: Bool) -> [SourceNote] {
    var notes: [SourceNote] = []
    if let position = records.firstIndex(where: { $0.root[.keptSource] != nil }) {
      notes.append(
        SourceNote(
          Note(
            .memberUnplaced, at: "/classify_bridge",
            message:
              "The record was changed after it was written, or another one of its source was "
              + "changed or is missing, so it is converted itself."), source: position))
    }
    if options.keepsUnplaced, !isKept {
      notes.append(
        SourceNote(
          Note(
            .memberUnplaced, at: "/classify_bridge",
            message: "The source is not kept, because it has more than "
              + "\(ArchiveOptions.maximumKeptBytes >> 10) KiB."), source: 0))
    }
    return notes
  }

  // MARK: - Kept sources

  /// The lines that the records were written for, if all of these are here and none was changed.
  private func restorable(_ records: [FormedRecord]) -> [[UInt8]]? {
    let kept = records.compactMap(\.kept).sorted { $0.part < $1.part }
    guard let first = kept.first, kept.count == records.count, kept.count == first.count,
      kept.map(\.part) == Array(0..<first.count), kept.allSatisfy({ $0.key == first.key }),
      let lines = first.lines, lines.allSatisfy(isOfTarget)
    else { return nil }
    return lines
  }

  private func restore(
    _ sources: [[UInt8]], from records: [FormedRecord], into chunk: inout ArchiveChunk
  ) {
    for source in sources {
      chunk.output += source
      if records[0].line.bytes.last == UInt8(ascii: "\r") {
        chunk.output.append(UInt8(ascii: "\r"))
      }
      chunk.output.append(UInt8(ascii: "\n"))
    }
    chunk.counts.converted += records.count
    chunk.counts.written += sources.count
  }

  /// Whether a kept line is a record of the target version: a file can be forged.
  private func isOfTarget(_ line: [UInt8]) -> Bool {
    guard !line.contains(UInt8(ascii: "\n")), let source = try? SourceRecord(line) else {
      return false
    }
    // The kind can have been said when the source was converted.
    return [nil, options.kind, .create, .job].contains { kind in
      guard let form = try? RecordForm.detect(source.root, kind: kind) else { return false }
      return form.version == options.target || form.kind == .webhook
    }
  }
}
