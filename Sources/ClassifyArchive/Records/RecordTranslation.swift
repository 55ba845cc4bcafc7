// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// The records of one source in the other version, by way of the typed translators.
struct RecordTranslation {
  /// A translated record.
  struct Target {
    /// The parts of the record, as the typed values write themselves.
    enum Shape {
      case record([UInt8])
      case jobWithResults(job: [UInt8], items: [[UInt8]])
    }

    let shape: Shape
    /// The source values whose members have the same meaning: of a record in the order in which they
    /// are looked at, of a job with results one for each item.
    let sources: [SourceValue]
  }

  /// The translated records, at least one.
  let targets: [Target]
  let notes: [Note]
}

/// Translates the records of one source.
struct RecordTranslator {
  private let translator: ArchiveTranslator

  init(options: ArchiveOptions) {
    translator = ArchiveTranslator(options: options)
  }

  /// Translates a request body.
  ///
  /// - Throws: ``ArchiveRejection`` if the body is malformed or the policy refuses a note.
  func create(
    _ source: SourceValue, from version: APIVersion
  ) throws(ArchiveRejection) -> RecordTranslation {
    switch version {
    case .v1:
      let params: V1.JobCreateParams = try Self.read(source)
      let bodies = try Self.translate { () throws(TranslationRefusal) in
        try translator.v2Bodies(from: params)
      }
      return RecordTranslation(
        targets: bodies.value.map { Self.record($0, from: [source]) }, notes: bodies.notes)
    case .v2:
      let params: V2.ClassifyCreateParams = try Self.read(source)
      let body = try Self.translate { () throws(TranslationRefusal) in
        try translator.v1Body(from: params)
      }
      return RecordTranslation(
        targets: [Self.record(body.value, from: [source])], notes: body.notes)
    }
  }

  /// Translates a v1 job with its results to v2.
  ///
  /// - Parameters:
  ///   - job: The job, and the pointer to it in its line.
  ///   - items: The results in order, with their pointers; `nil` if they are not known.
  /// - Returns: The jobs, one for each result.
  /// - Throws: ``ArchiveRejection`` if a value is malformed or the policy refuses a note.
  func job(
    _ job: JobParts.Place, items: [JobParts.Place]?
  ) throws(ArchiveRejection) -> RecordTranslation {
    var wire: V1.Job = try Self.read(job.value, at: job.pointer)
    wire.unknownMembers[MemberName.results.rawValue] = nil
    wire.unknownMembers[MemberName.keptSource.rawValue] = nil
    var results: [V1.FileClassification] = []
    for item in items ?? [] { results.append(try Self.read(item.value, at: item.pointer)) }
    let jobs = try Self.translate { () throws(TranslationRefusal) in
      try translator.v2Jobs(from: wire, results: items == nil ? nil : results)
    }
    let targets = jobs.value.enumerated().map { position, written in
      let item = items.flatMap { $0.indices.contains(position) ? $0[position].value : nil }
      return Self.record(written, from: [job.value] + (item.map { [$0] } ?? []))
    }
    return RecordTranslation(targets: targets, notes: jobs.notes)
  }

  /// Translates the v2 jobs of one group, or one other v2 job, to a v1 job with its results.
  ///
  /// - Throws: ``ArchiveRejection`` if a value is malformed or the policy refuses a note.
  func job(fromMembers members: [SourceValue]) throws(ArchiveRejection) -> RecordTranslation {
    var jobs: [V2.Job] = []
    for member in members {
      var job: V2.Job = try Self.read(member)
      job.unknownMembers[MemberName.keptSource.rawValue] = nil
      jobs.append(job)
    }
    let record = try Self.translate { () throws(TranslationRefusal) in
      try translator.v1Job(from: jobs)
    }
    guard let record else { return RecordTranslation(targets: [], notes: []) }
    let target = RecordTranslation.Target(
      shape: .jobWithResults(
        job: record.value.job.jsonBytes(),
        items: (record.value.results ?? []).map { $0.jsonBytes() }),
      sources: members)
    return RecordTranslation(targets: [target], notes: record.notes)
  }

  private static func record(
    _ value: some JSONWritable, from sources: [SourceValue]
  ) -> RecordTranslation.Target {
    RecordTranslation.Target(shape: .record(value.jsonBytes()), sources: sources)
  }

  private static func translate<Value>(
    _ body: () throws(TranslationRefusal) -> Value
  ) throws(ArchiveRejection) -> Value {
    do throws(TranslationRefusal) {
      return try body()
    } catch {
      throw ArchiveRejection(error)
    }
  }

  private static func read<Value: JSONReadable>(
    _ value: SourceValue, at pointer: String = ""
  ) throws(ArchiveRejection) -> Value {
    do throws(JSONError) {
      return try value.read()
    } catch {
      throw ArchiveRejection(error, code: .malformed, below: pointer)
    }
  }
}
