// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Converts the records of one run, or one record alone: all of its lines, or none.
struct RunConverter {
  let options: ArchiveOptions
  private let translator: RecordTranslator

  /// The maximum number of bytes of a run of adjacent lines: 16 MiB.
  static let maximumRunBytes = 16 << 20

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
    do throws(ArchiveRejection) {
      guard run.byteCount <= Self.maximumRunBytes || run.lines.count == 1 else {
        throw ArchiveRejection(
          .groupTooLarge,
          message: "the records of one job have more than \(Self.maximumRunBytes >> 20) MiB")
      }
      var records: [FormedRecord] = []
      for line in run.lines { records.append(try Self.record(line, options)) }
      if case .source = run.key, Self.restorable(records) == nil {
        // Records that are tied by nothing but their source are converted alone.
        for record in records { convert([record], key: nil, into: &chunk) }
      } else {
        convert(records, key: run.key, into: &chunk)
      }
    } catch {
      reject(run.lines, error, in: &chunk)
    }
  }

  /// Converts one record alone.
  func convert(_ record: FormedRecord, into chunk: inout ArchiveChunk) {
    convert([record], key: nil, into: &chunk)
  }

  /// Adds a rejection of each line.
  func reject(
    _ lines: [SourceLine], _ rejection: ArchiveRejection, in chunk: inout ArchiveChunk
  ) {
    for line in lines {
      chunk.counts.rejected += 1
      chunk.counts.codes[rejection.code, default: 0] += 1
      ArchiveReport.append(rejection, of: line, to: &chunk.rejects)
    }
  }

  /// Reads a line.
  ///
  /// - Throws: ``ArchiveRejection`` if it is not a record.
  static func record(
    _ line: SourceLine, _ options: ArchiveOptions
  ) throws(ArchiveRejection) -> FormedRecord {
    let source: SourceRecord
    do throws(JSONError) {
      source = try SourceRecord(line.bytes)
    } catch {
      throw ArchiveRejection(error, code: .notJSON)
    }
    return try FormedRecord(source, of: line, options: options)
  }

  // MARK: - One conversion

  private func convert(
    _ records: [FormedRecord], key: RunKey?, into chunk: inout ArchiveChunk
  ) {
    let lines = records.map(\.line)
    do throws(ArchiveRejection) {
      guard let first = records.first else { return }
      if try isUnchanged(first) {
        chunk.output += first.line.bytes
        chunk.output.append(UInt8(ascii: "\n"))
        chunk.counts.unchanged += 1
        chunk.counts.written += 1
        return
      }
      if let sources = Self.restorable(records), isOfTarget(sources) {
        for source in sources { Self.append(source, like: first.line, to: &chunk.output) }
        chunk.counts.converted += records.count
        chunk.counts.written += sources.count
        return
      }
      try write(try translations(of: records, key: key), from: records, to: &chunk)
      chunk.counts.converted += records.count
    } catch {
      reject(lines, error, in: &chunk)
    }
  }

  /// Whether a record is of the target version already; the event of a delivery tells its version.
  private func isUnchanged(_ record: FormedRecord) throws(ArchiveRejection) -> Bool {
    guard record.form.kind == .webhook else { return record.form.version == options.target }
    return try DeliveryTranslator(target: options.target).event(of: record.source.root) == nil
  }

  private func translations(
    of records: [FormedRecord], key: RunKey?
  ) throws(ArchiveRejection) -> [RecordTranslation] {
    guard let record = records.first else { return [] }
    let root = record.source.root
    if record.form.isPage { return try pageTranslations(of: root, record.form) }
    switch (record.form.kind, record.form.version) {
    case (.create, let version): return [try translator.create(root, from: version ?? .v1)]
    case (.webhook, _): return []
    case (.jobWithResults, _): return [try JobParts(root).translation(by: translator)]
    case (.job, .v2):
      return [try translator.job(fromMembers: try GroupCheck.members(records, key: key))]
    case (.job, _), (.item, _), (.results, _):
      return [try JobParts(records).translation(by: translator)]
    }
  }

  /// Translates the jobs of a page one after the other.
  private func pageTranslations(
    of page: SourceValue, _ form: RecordForm
  ) throws(ArchiveRejection) -> [RecordTranslation] {
    var translations: [RecordTranslation] = []
    let items = page[.items].map { Array($0.parts) } ?? []
    for (position, item) in items.enumerated() {
      do throws(ArchiveRejection) {
        switch (form.kind, form.version) {
        case (.create, let version):
          translations.append(try translator.create(item, from: version ?? .v1))
        case (.job, .v2): translations.append(try translator.job(fromMembers: [item]))
        default: translations.append(try JobParts(item).translation(by: translator))
        }
      } catch {
        throw ArchiveRejection(error, below: "/items/\(position)")
      }
    }
    return translations
  }

  // MARK: - Writing

  private func write(
    _ translations: [RecordTranslation], from records: [FormedRecord], to chunk: inout ArchiveChunk
  ) throws(ArchiveRejection) {
    guard let first = records.first else { return }
    var notes = translations.flatMap(\.notes)
    let sources = records.map { $0.line.text }
    let isKept =
      options.keepsUnplaced
      && sources.reduce(0) { $0 + $1.count } <= ArchiveOptions.maximumKeptBytes
    if records.contains(where: { $0.source.root[.keptSource] != nil }) {
      notes.append(
        Note(
          .memberUnplaced, at: "/classify_bridge",
          message: "The record was changed after its source was kept, so it is converted itself."))
    }
    if options.keepsUnplaced, !isKept {
      notes.append(
        Note(
          .memberUnplaced, at: "/classify_bridge",
          message: "The source is not kept, because it has more than "
            + "\(ArchiveOptions.maximumKeptBytes >> 10) KiB."))
    }
    var outputs: [[UInt8]] = []
    if first.form.kind == .webhook {
      let delivery = try DeliveryTranslator(target: options.target).translation(
        of: first.source.root)
      notes += delivery.notes
      outputs = [delivery.value]
    } else {
      for target in translations.flatMap(\.targets) {
        var composer = RecordComposer(appendingTo: [])
        do throws(JSONError) {
          try composer.write(target)
        } catch {
          throw ArchiveRejection(error, code: .malformed)
        }
        outputs.append(composer.output)
      }
    }
    for (position, output) in outputs.enumerated() {
      var output = output
      if isKept {
        KeptSource.append(sources, part: position, of: outputs.count, toRecordAt: 0, in: &output)
      }
      Self.append(output, like: first.line, to: &chunk.output)
    }
    chunk.counts.written += outputs.count
    guard options.countsNotes else { return }
    for note in notes {
      chunk.counts.codes[note.code.rawValue, default: 0] += 1
      if options.listsNotes { ArchiveReport.append(note, of: first.line, to: &chunk.notes) }
    }
  }

  /// Appends a line that ends as the source does.
  private static func append(
    _ record: [UInt8], like line: SourceLine, to output: inout [UInt8]
  ) {
    output += record
    if line.bytes.last == UInt8(ascii: "\r") { output.append(UInt8(ascii: "\r")) }
    output.append(UInt8(ascii: "\n"))
  }

  // MARK: - Kept sources

  /// The lines that the records were written for, if all of these are here and none was changed.
  private static func restorable(_ records: [FormedRecord]) -> [[UInt8]]? {
    let kept = records.compactMap { KeptSource(of: $0.source.root) }
      .sorted { $0.part < $1.part }
    guard let first = kept.first, kept.count == records.count, kept.count == first.count,
      kept.map(\.part) == Array(0..<first.count), kept.allSatisfy({ $0.key == first.key })
    else { return nil }
    return first.lines
  }

  /// Whether kept lines are records of the target version: a file can be forged.
  private func isOfTarget(_ lines: [[UInt8]]) -> Bool {
    lines.allSatisfy { line in
      guard !line.contains(UInt8(ascii: "\n")), let source = try? SourceRecord(line),
        let form = try? RecordForm.detect(source.root, kind: nil)
      else { return false }
      return form.version == options.target || form.kind == .webhook
    }
  }
}

extension SourceLine {
  /// The bytes, without the carriage return before the newline.
  fileprivate var text: ArraySlice<UInt8> {
    bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
  }
}

extension ArchiveRejection {
  /// Creates a rejection with the pointer relative to an enclosing value.
  fileprivate init(_ rejection: ArchiveRejection, below pointer: String) {
    self.init(
      code: rejection.code, pointer: pointer + (rejection.pointer ?? ""),
      message: rejection.message)
  }
}
