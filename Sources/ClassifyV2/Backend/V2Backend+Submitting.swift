// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Creates a job for one document, or a group of jobs for several.
  ///
  /// A request with an explicit key or group is idempotent: submitting it again finds the existing
  /// jobs and creates the missing ones. Every returned job is compared with the request, so that a
  /// key that was used for another request is reported as an error. If the key or group is new, a
  /// configuration that differs is only noted (``NoteCode/echoDiffers``).
  ///
  /// If a new group can't be created completely, or the task is cancelled, its members are cancelled
  /// as ``V2Options/incompleteGroupAction`` says, before the error is thrown. In a cancelled task, the
  /// observer of notes gets the ID of a new group whose members may still run, because a
  /// `CancellationError` names nothing.
  ///
  /// - Parameter request: The documents, the rules and the options.
  /// - Returns: The job or the group.
  /// - Throws: ``TranslationRefusal``, before anything is sent, if v2 can't represent the request;
  ///   ``ClassifyError``, with the code ``ClassifyError/Code/incompleteGroup`` if some members
  ///   can't be created, or ``ClassifyError/Code/idempotencyMismatch`` if the key belongs to
  ///   another request; `CancellationError` in a cancelled task.
  public func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    let submission = try submission(of: request)
    observe(submission.notes)
    return try await submit(submission.value)
  }

  /// Translates a request into request bodies without sending them.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - notesLimits: Whether to note exceeded limits; `false` if an earlier step has done so.
  /// - Returns: The bodies, with the notes of their translation.
  /// - Throws: ``TranslationRefusal`` if v2 can't represent the request; ``ClassifyError`` with the
  ///   code ``ClassifyError/Code/invalidRequest`` if its key or group does not fit its documents.
  package func submission(
    of request: ClassifyRequest, notesLimits: Bool = true
  ) throws -> Translation<V2Submission> {
    let group: GroupID?
    switch request.idempotency {
    case .group(let id):
      guard id.memberCount == request.documents.count else {
        throw Self.invalid(
          "the group \(id) has \(id.memberCount) members and the request "
            + "\(request.documents.count) documents; submit the request that the "
            + "group was created for")
      }
      group = id
    case .transaction(let key):
      guard request.documents.count <= 1 else {
        throw Self.invalid(
          "the key \"\(key)\" can't be used for \(request.documents.count) documents, each of "
            + "which becomes a job; create a group with newGroup(memberCount:) and submit with "
            + "its ID")
      }
      group = nil
    case .automatic:
      group = request.documents.count > 1 ? newGroup(memberCount: request.documents.count) : nil
    }
    let key = group == nil ? key(of: request) : nil
    let bodies = try translator.params(from: request, notesLimits: notesLimits) { position in
      group.map { GroupMemberKey(group: $0.uuid, index: position).description } ?? key
    }
    return Translation(
      V2Submission(bodies: bodies.value, group: group, isNew: request.idempotency == .automatic),
      notes: bodies.notes)
  }

  private func key(of request: ClassifyRequest) -> String {
    if case .transaction(let key) = request.idempotency { return key }
    var generator = generator
    return TransactionKey.random(using: &generator)
  }

  /// Sends a translated request.
  package func submit(_ submission: V2Submission) async throws -> ClassifyJob {
    guard let group = submission.group else { return try await createJob(submission) }
    return try await naming(.group(group)) { try await create(group, submission) }
  }

  private func create(_ group: GroupID, _ submission: V2Submission) async throws -> ClassifyJob {
    // Members created at other times are found by creating them again: their keys return them.
    let isUnused = knownMembers.takeNew(group) || submission.isNew
    let existing =
      isUnused ? GroupMembers(group) : try await members(of: group, within: .aroundCreation)
    let creator = GroupCreator(
      backend: self, id: group, bodies: submission.bodies, isNew: submission.isNew,
      keyOrigin: isUnused ? .generated : .caller)
    var members = GroupMembers(group)
    for job in try await creator.create(existing: existing).values { members.insert(job) }
    remember(members)
    return try model(of: members)
  }

  private func createJob(_ submission: V2Submission) async throws -> ClassifyJob {
    guard let body = submission.bodies.first, submission.bodies.count == 1 else {
      throw Self.invalid("a request has 1 to 500 documents")
    }
    let job = try await client.send(V2Calls.create(body)).value
    let notes = try IdempotencyCheck.check(
      job, against: body, key: submission.isNew ? .generated : .caller)
    if !notes.isEmpty { observe(notes) }
    return translator.job(from: job).value
  }

  private static func invalid(_ message: String) -> ClassifyError {
    ClassifyError(code: .invalidRequest, message: message, operation: "classify.create")
  }
}

/// A translated request: one body, or one for each member of a group.
package struct V2Submission: Sendable {
  /// The request bodies, in the order of the documents.
  let bodies: [V2.ClassifyCreateParams]
  /// The group of the members; `nil` for a single job.
  let group: GroupID?
  /// Whether the group or the key is new: generated for this request, so that no job has it yet.
  let isNew: Bool
}
