// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Translator {
  /// Reads the jobs of a group as one job.
  ///
  /// - Parameters:
  ///   - members: The jobs of the group, in its order; at least one.
  ///   - id: The id of the whole; by default the group that the members' keys name, or the v1 job
  ///     they came from.
  /// - Returns: The job, with notes whose pointers lead into the array of members. It has the
  ///   configuration of the first; those of members that differ are kept for v2. `nil` if there are
  ///   no members, or their keys name no group and no id was given.
  public func job(
    fromGroup members: [V2.Job], id: JobID? = nil
  ) -> Translation<ClassifyJob>? {
    guard let first = members.first, let id = id ?? Self.groupID(of: first) else { return nil }
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
      rules: first.configuration.rules.map { Rule(type: $0.type, description: $0.description) },
      mode: mode, parsing: parsing, documents: documents, projectID: first.projectID,
      userID: first.userID, createdAt: Self.first(documents.compactMap(\.createdAt)),
      updatedAt: Self.last(documents.compactMap(\.updatedAt)),
      configurationID: configurationID, unknownMembers: shared.unknownMembers)
    return Translation(model, notes: reader.ledger.notes)
  }

  /// The id that a member's key names: of a group, or of the v1 job that it came from.
  private static func groupID(of member: V2.Job) -> JobID? {
    guard let key = member.transactionID.value.flatMap({ GroupMemberKey($0) }) else { return nil }
    let text = key.group.description
    return GroupID(text).map { .group($0) } ?? .v1(text)
  }

  /// The first of some times, which is when a group was created.
  static func first(_ times: [Timestamp]) -> Timestamp? { extreme(times, by: <) }

  /// The last of some times, which is when a group last changed.
  static func last(_ times: [Timestamp]) -> Timestamp? { extreme(times, by: >) }

  /// The first or the last of some times; of those that can't be read, any.
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
  /// Reads one job of a group as a document with its own status and times, keeping what it has
  /// otherwise than the first.
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
        "configuration", job.configuration.jsonText(), in: "",
        code: job.configuration.hasSameMeaning(as: first.configuration)
          ? .memberUnknown : .recordConfigurations)
    }
    if job.projectID != first.projectID {
      keep("project_id", job.projectID.jsonText(), in: "", code: .memberUnplaced)
    }
    if job.userID != first.userID {
      keep("user_id", job.userID.jsonText(), in: "", code: .memberUnplaced)
    }
    if job.configurationID != first.configurationID {
      keep(
        "configuration_id", job.configurationID.value?.jsonText() ?? "null", in: "",
        code: .memberUnplaced)
    }
  }
}

extension V2.Configuration {
  /// Whether documents are classified alike by both, whatever else they say.
  fileprivate func hasSameMeaning(as other: V2.Configuration) -> Bool {
    var reader = RecordReader(version: .v2)
    return rules.map(\.type) == other.rules.map(\.type)
      && rules.map(\.description) == other.rules.map(\.description)
      && (mode.value ?? .known(.fast)) == (other.mode.value ?? .known(.fast))
      && ParsingMeaning(reader.parsing(parsingConfiguration))
        == ParsingMeaning(reader.parsing(other.parsingConfiguration))
  }
}

/// What a parsing configuration says, apart from how it is written.
private struct ParsingMeaning: Equatable {
  let language: Language?
  let pageLimit: Recorded<PageLimit>
  let pages: Recorded<PageSelection>

  init(_ record: ParsingRecord) {
    language = record.language
    pageLimit = record.pageLimit
    pages = record.pages
  }
}
