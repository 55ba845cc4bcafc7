// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

extension V2Translator {
  /// Combines the jobs of a group into one job.
  ///
  /// - Parameters:
  ///   - members: The jobs of the group in order, at least one.
  ///   - id: The ID of the combined job; `nil` for the owner in the first member's idempotency key.
  /// - Returns: The job with the first member's configuration, and notes whose pointers refer to
  ///   the array of members. Configurations of members that differ are kept as unknown members of
  ///   v2. `nil` if there are no members, or if there is neither an ID nor a member key.
  public func job(
    fromGroup members: [V2.Job], id: JobID? = nil
  ) -> Translation<ClassifyJob>? {
    guard let first = members.first, let id = id ?? first.memberKey?.owner else { return nil }
    var shared = RecordReader(version: .v2)
    let parsing = shared.parsing(first.configuration.parsingConfiguration)
    let mode = shared.mode(first.configuration.mode, at: "/configuration/mode")
    let configurationID = shared.optional(first.configurationID, .configurationID)
    shared.keepConfiguration(first.configuration)
    var reader = RecordReader(version: .v2)
    reader.addNotes(of: shared, below: "/0")
    let documents = members.enumerated().map { position, member in
      reader.member(member, at: position, unlike: first)
    }
    let model = ClassifyJob(
      id: id, status: JobStatus.combined(documents.map(\.status)) ?? .pending,
      rules: first.configuration.rules.map { Rule($0) },
      mode: mode, parsing: parsing, documents: documents, projectID: first.projectID,
      userID: first.userID, createdAt: Self.first(documents.compactMap(\.createdAt)),
      updatedAt: Self.last(documents.compactMap(\.updatedAt)),
      configurationID: configurationID, unknownMembers: shared.unknownMembers)
    return Translation(model, notes: reader.ledger.notes)
  }

  /// Returns the earliest time, which is a group's creation time.
  static func first(_ times: [Timestamp]) -> Timestamp? { extreme(times, by: <) }

  /// Returns the latest time, which is when a group last changed.
  static func last(_ times: [Timestamp]) -> Timestamp? { extreme(times, by: >) }

  /// Returns the extreme of the readable times; an unreadable time only if there are no others.
  private static func extreme(
    _ times: [Timestamp], by precedes: (Timestamp.Instant, Timestamp.Instant) -> Bool
  ) -> Timestamp? {
    times.min { left, right in
      guard let left = left.instant else { return false }
      guard let right = right.instant else { return true }
      return precedes(left, right)
    }
  }
}

extension RecordReader {
  /// Reads a job of a group as a document with its own status and times, keeping the fields that
  /// differ from the first job's.
  fileprivate mutating func member(
    _ job: V2.Job, at position: Int, unlike first: V2.Job
  ) -> DocumentRecord {
    var reader = RecordReader(version: .v2)
    let status = reader.status(job.status)
    var document = reader.document(job, status: status)
    document.identifier = job.id
    document.createdAt = reader.time(job.createdAt, .createdAt, at: "/created_at")
    document.updatedAt = reader.time(job.updatedAt, .updatedAt, at: "/updated_at")
    document.errorMessage = reader.optional(job.errorMessage, .errorMessage)
    reader.keepDifferences(of: job, from: first)
    document.unknownMembers = reader.unknownMembers
    addNotes(of: reader, below: "/\(position)")
    return document
  }

  private mutating func keepDifferences(of job: V2.Job, from first: V2.Job) {
    if job.configuration != first.configuration {
      keep(
        "configuration", (try? job.configuration.jsonValue()) ?? .null, in: "",
        code: job.configuration.hasSameMeaning(as: first.configuration)
          ? .memberUnknown : .recordConfigurations)
    }
    if job.projectID != first.projectID {
      keep("project_id", .string(job.projectID), in: "", code: .memberUnplaced)
    }
    if job.userID != first.userID {
      keep("user_id", .string(job.userID), in: "", code: .memberUnplaced)
    }
    if job.configurationID != first.configurationID {
      keep(
        "configuration_id", job.configurationID.value.map { .string($0) } ?? .null, in: "",
        code: .memberUnplaced)
    }
  }
}

extension V2.Job {
  /// The job's position in a group, parsed from its idempotency key; `nil` for a single job.
  var memberKey: GroupMemberKey? { transactionID.value.flatMap { GroupMemberKey($0) } }
}

extension V2.Configuration {
  /// Returns whether both have the same rules, mode, language, page limit and pages after applying
  /// the service's defaults.
  ///
  /// - Parameters:
  ///   - other: The other configuration.
  ///   - ignoringMode: Whether the mode is not compared: v2 has only one, and the service can echo its
  ///     default under another name.
  /// - Returns: Whether the configurations classify documents alike.
  func hasSameMeaning(as other: V2.Configuration, ignoringMode: Bool = false) -> Bool {
    meaning == other.meaning && (ignoringMode || effectiveMode == other.effectiveMode)
  }

  private var effectiveMode: Open<V2.Mode> { mode.value ?? .known(.fast) }

  private var meaning: Meaning {
    var reader = RecordReader(version: .v2)
    let parsing = reader.parsing(parsingConfiguration)
    return Meaning(
      rules: rules.map { Rule($0) }, language: parsing.language ?? Language("en"),
      pageLimit: parsing.pageLimit, pages: parsing.pages)
  }

  private struct Meaning: Equatable {
    let rules: [Rule]
    let language: Language
    let pageLimit: Recorded<PageLimit>
    let pages: Recorded<PageSelection>
  }
}
