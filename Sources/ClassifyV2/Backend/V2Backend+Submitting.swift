// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Creates a job for one document, or a group of jobs for several.
  ///
  /// A request with its own key or group is safe to submit again: what exists is found and what is
  /// missing is created. What the service echoes is compared with what was asked, so that a key
  /// that was used for something else is an error and not somebody else's job.
  ///
  /// - Parameter request: What to classify, and how.
  /// - Returns: The job or the group as the service answered.
  /// - Throws: ``TranslationRefusal`` before anything is sent, if v2 can't say the request;
  ///   ``ClassifyError``, with the code ``ClassifyError/Code/incompleteGroup`` if some members could
  ///   not be created, and ``ClassifyError/Code/idempotencyMismatch`` for a used key.
  public func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    let submission = try submission(of: request)
    observe(submission.notes)
    return try await submit(submission.value)
  }

  /// Translates a request into what is sent, without sending it.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - notesLimits: Whether exceeded limits are noted; `false` if a step before has done so.
  package func submission(
    of request: ClassifyRequest, notesLimits: Bool = true
  ) throws -> Translation<V2Submission> {
    let group: GroupID?
    switch request.idempotency {
    case .group(let id):
      guard id.memberCount == request.documents.count else {
        throw Self.invalid(
          "the group \(id) has \(id.memberCount) members and the request "
            + "\(request.documents.count) documents; submit the request that the group was made for")
      }
      group = id
    case .transaction(let key):
      guard request.documents.count <= 1 else {
        throw Self.invalid(
          "the key \"\(key)\" can't stand for \(request.documents.count) documents, each of which "
            + "becomes a job; make a group with newGroup(memberCount:) and submit with its id")
      }
      guard (1...255).contains(key.unicodeScalars.count) else {
        throw Self.invalid("the key has \(key.unicodeScalars.count) characters; it takes 1 to 255")
      }
      group = nil
    case .automatic:
      group = request.documents.count > 1 ? newGroup(memberCount: request.documents.count) : nil
    }
    let key = key(of: request)
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
    if let group = submission.group {
      let existing = submission.isNew ? [:] : try await members(of: group)
      let creator = GroupCreator(
        backend: self, id: group, bodies: submission.bodies,
        incompleteGroupAction: submission.isNew ? options.incompleteGroupAction : .keepMembers)
      let members = try await creator.create(existing: existing)
      knownMembers.remember(members.mapValues(\.id), of: group)
      return try model(of: group, members: members)
    }
    guard let body = submission.bodies.first, submission.bodies.count == 1 else {
      throw Self.invalid("a request has 1 to 500 documents")
    }
    let job = try await client.send(V2Calls.create(body)).value
    try EchoCheck.check(job, against: body)
    return translator.job(from: job).value
  }

  private static func invalid(_ message: String) -> ClassifyError {
    ClassifyError(code: .invalidRequest, message: message, operation: "classify.create")
  }
}

/// A request as v2 receives it: one body, or the bodies of a group's members.
package struct V2Submission: Sendable {
  let bodies: [V2.ClassifyCreateParams]
  /// The group that the bodies are the members of; `nil` for a single body.
  let group: GroupID?
  /// Whether the group was made for this submission, so that none of its members exists yet.
  let isNew: Bool
}
