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
  /// configuration that differs is only noted (``NoteCode/echoDiffers``). A group from
  /// ``newGroup(memberCount:)`` stays new to this client until a submission has completed it, as long
  /// as each has the configuration of the first. The webhooks of existing jobs can't be compared: they
  /// are those with which a job was created (``NoteCode/webhookKept``).
  ///
  /// If a new group can't be created completely, or the task is cancelled, its members are cancelled
  /// as ``V2Options/incompleteGroupAction`` says, before the error is thrown. In a cancelled task, the
  /// observer of notes gets the ID of a new group whose members may still run, or the new key of a
  /// single job that may exist (``NoteCode/groupMayRun``), because a `CancellationError` names nothing.
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
    case .group(let id): group = id
    case .transaction(let key):
      guard request.documents.count <= 1 else {
        throw Self.invalid(
          "the key \"\(key)\" can't be used for \(request.documents.count) documents, each of "
            + "which becomes a job; create a group with newGroup(memberCount:) and submit with "
            + "its ID")
      }
      group = nil
    case .automatic:
      group =
        derivedGroup?.id
        ?? (request.documents.count > 1 ? newGroup(memberCount: request.documents.count) : nil)
    }
    if let group { try Self.check(group, of: request) }
    let key = group == nil ? key(of: request) : nil
    let bodies = try translator.params(from: request, notesLimits: notesLimits) { position in
      group.map { GroupMemberKey(group: $0.uuid, index: position).description } ?? key
    }
    return Translation(
      V2Submission(bodies: bodies.value, group: group, origin: origin(of: request)),
      notes: bodies.notes)
  }

  private func origin(of request: ClassifyRequest) -> V2Submission.Origin {
    guard request.idempotency == .automatic else { return .caller }
    return derivedGroup.map { .derived(mayHaveMembers: $0.mayHaveMembers) } ?? .generated
  }

  private static func check(
    _ group: GroupID, of request: ClassifyRequest
  ) throws(ClassifyError) {
    guard group.memberCount == request.documents.count else {
      throw invalid(
        "the group \(group) has \(Counted.text(group.memberCount, "member")) and the request "
          + "\(Counted.text(request.documents.count, "document")); submit the request that the "
          + "group was created for")
    }
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
    let recorded = knownMembers.use(group, for: submission.bodies)
    let use: GroupCache.Use =
      switch submission.origin {
      case .caller: recorded
      case .generated, .derived(mayHaveMembers: false): .first
      case .derived(mayHaveMembers: true): .again
      }
    // Members created at other times are found by creating them again: their keys return them.
    let existing =
      use == .first ? GroupMembers(group) : try await members(of: group, within: .aroundCreation)
    // The members of a derived group have the webhooks of this request.
    if !existing.jobs.isEmpty, submission.origin == .caller {
      noteKeptWebhooks(submission, existing)
    }
    let creator = GroupCreator(
      backend: self, id: group, bodies: submission.bodies, origin: submission.origin,
      keyOrigin: use == .other ? .caller : .generated)
    var members = GroupMembers(group)
    for job in try await creator.create(existing: existing).values { members.insert(job) }
    knownMembers.complete(group)
    remember(members)
    return try model(of: members)
  }

  /// Notes that the webhooks of a request are not those of the jobs that exist already: the service
  /// does not return webhooks, so they can't be compared.
  private func noteKeptWebhooks(_ submission: V2Submission, _ existing: GroupMembers) {
    guard let body = submission.bodies.first else { return }
    for (pointer, isEmpty) in [
      ("/webhook_configurations", body.webhookConfigurations.value?.isEmpty ?? true),
      ("/webhook_configuration_ids", body.webhookConfigurationIDs.value?.isEmpty ?? true),
    ] where !isEmpty {
      observe([
        Note(
          .webhookKept, at: pointer,
          message: "\(existing.jobs.count) of \(submission.bodies.count) jobs exist already and "
            + "keep the webhooks with which they were created; only new jobs get those of the request"
        )
      ])
    }
  }

  private func createJob(_ submission: V2Submission) async throws -> ClassifyJob {
    guard let body = submission.bodies.first, submission.bodies.count == 1 else {
      throw Self.invalid("a request has 1 to 500 documents")
    }
    let job = try await client.createV2Job(
      body, key: submission.origin == .caller ? .caller : .generated, observe: observe)
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
  /// The origin of the group or the key.
  let origin: Origin

  /// The origin of a group or a key.
  enum Origin: Sendable, Hashable {
    /// The caller's own, which can belong to another request.
    case caller
    /// Generated for this request, so that no job has it yet.
    case generated
    /// Derived from this request; see ``DerivedGroup``.
    case derived(mayHaveMembers: Bool)
  }
}
