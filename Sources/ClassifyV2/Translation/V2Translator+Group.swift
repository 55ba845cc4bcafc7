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
  /// - Returns: The job, with notes whose pointers lead into the array of members; `nil` if there
  ///   are no members, or their keys name no group and no id was given.
  public func job(
    fromGroup members: [V2.Job], id: JobID? = nil
  ) -> Translation<ClassifyJob>? {
    guard let first = members.first, let id = id ?? Self.groupID(of: first) else { return nil }
    var reader = RecordReader(version: .v2)
    let parsing = reader.parsing(first.configuration.parsingConfiguration)
    let mode = reader.optional(first.configuration.mode, .mode).map {
      ClassifyMode(wire: $0.text)
    }
    let configurationID = reader.optional(first.configurationID, .configurationID)
    reader.keepConfiguration(first.configuration)
    var documents: [DocumentRecord] = []
    for (position, member) in members.enumerated() {
      documents.append(reader.member(member, at: position))
      if member.configuration != first.configuration {
        reader.note(.recordConfigurations, at: "/\(position)/configuration")
      }
    }
    let model = ClassifyJob(
      id: id, status: JobStatus.combined(documents.map(\.status)) ?? .pending,
      rules: first.configuration.rules.map { Rule(type: $0.type, description: $0.description) },
      mode: mode, parsing: parsing, documents: documents, projectID: first.projectID,
      userID: first.userID, createdAt: Self.extreme(documents.compactMap(\.createdAt), by: <),
      updatedAt: Self.extreme(documents.compactMap(\.updatedAt), by: >),
      configurationID: configurationID, residue: reader.residue)
    return Translation(model, notes: reader.ledger.notes)
  }

  /// The id that a member's key names: of a group, or of the v1 job that it came from.
  private static func groupID(of member: V2.Job) -> JobID? {
    guard let key = member.transactionID.value.flatMap({ GroupMemberKey($0) }) else { return nil }
    let text = key.group.description
    return GroupID(text).map { .group($0) } ?? .v1(text)
  }

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
  /// Reads one job of a group as a document with its own status and times.
  fileprivate mutating func member(_ job: V2.Job, at position: Int) -> DocumentRecord {
    var reader = RecordReader(version: .v2)
    let status = reader.status(job.status)
    var document = reader.document(job, status: status)
    document.identifier = job.id
    document.createdAt = reader.time(job.createdAt, .createdAt, at: "/created_at")
    document.updatedAt = reader.time(job.updatedAt, .updatedAt, at: "/updated_at")
    document.errorMessage = reader.optional(job.errorMessage, .errorMessage)
    document.residue = reader.residue
    addNotes(of: reader, below: "/\(position)")
    return document
  }
}
