// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// Reads source values as typed records, has an ``ArchiveTranslator`` translate them, and finds the
/// places of the notes in the source.
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
    let place = { (pointer: String) in
      (pointer: NotePlaces.place(ofBody: pointer, from: version), source: 0)
    }
    let body = SourcePlace(value: source, pointer: "", source: 0)
    switch version {
    case .v1:
      var params: V1.JobCreateParams = try Self.read(body)
      params.unknownMembers[MemberName.keptSource.rawValue] = nil
      let bodies = try Self.translate(place) { () throws(TranslationRefusal) in
        try translator.v2Bodies(from: params)
      }
      return RecordTranslation(
        targets: bodies.value.map { Self.record($0, from: [source]) }, notes: bodies.notes)
    case .v2:
      var params: V2.ClassifyCreateParams = try Self.read(body)
      params.unknownMembers[MemberName.keptSource.rawValue] = nil
      let body = try Self.translate(place) { () throws(TranslationRefusal) in
        try translator.v1Body(from: params)
      }
      return RecordTranslation(
        targets: [Self.record(body.value, from: [source])], notes: body.notes)
    }
  }

  /// Translates a v1 job with its results to v2.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - items: The results in order; `nil` if they are not known.
  /// - Returns: The jobs, one for each result.
  /// - Throws: ``ArchiveRejection`` if a value is malformed or the policy refuses a note.
  func job(
    _ job: SourcePlace, items: [SourcePlace]?
  ) throws(ArchiveRejection) -> RecordTranslation {
    var wire: V1.Job = try Self.read(job)
    wire.unknownMembers[MemberName.results.rawValue] = nil
    wire.unknownMembers[MemberName.keptSource.rawValue] = nil
    var results: [V1.FileClassification] = []
    for item in items ?? [] { results.append(try Self.read(item)) }
    let place = { NotePlaces.place(ofV1: $0, job: job, items: items ?? []) }
    let jobs = try Self.translate(place) { () throws(TranslationRefusal) in
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
    for (source, member) in members.enumerated() {
      var job: V2.Job = try Self.read(SourcePlace(value: member, pointer: "", source: source))
      job.unknownMembers[MemberName.keptSource.rawValue] = nil
      jobs.append(job)
    }
    let place = { NotePlaces.place(ofV2: $0, count: members.count) }
    let record = try Self.translate(place) { () throws(TranslationRefusal) in
      guard let record = try translator.v1Job(from: jobs) else {
        // There are no members.
        throw TranslationRefusal(notes: [], policy: translator.options.policy)
      }
      return record
    }
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

  /// Translates, with the notes at their places in the source.
  private static func translate<Value>(
    _ place: (_ pointer: String) -> (pointer: String, source: Int),
    _ body: () throws(TranslationRefusal) -> Translation<Value>
  ) throws(ArchiveRejection) -> (value: Value, notes: [SourceNote]) {
    do throws(TranslationRefusal) {
      let translation = try body()
      let notes = translation.notes.map { note in
        let (pointer, source) = place(note.pointer)
        return SourceNote(note.moved(to: pointer), source: source)
      }
      return (translation.value, notes)
    } catch {
      throw ArchiveRejection(error, place)
    }
  }

  private static func read<Value: JSONReadable>(
    _ place: SourcePlace
  ) throws(ArchiveRejection) -> Value {
    do throws(JSONError) {
      return try place.value.read()
    } catch {
      throw ArchiveRejection(error, code: .malformed, below: place.pointer, source: place.source)
    }
  }
}
