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
    if case .group(let id) = request.idempotency {
      return try await submit(request, as: id, isNew: false)
    }
    guard request.documents.count > 1 else { return try await submitAlone(request) }
    if case .transaction(let key) = request.idempotency {
      throw ClassifyError(
        code: .invalidRequest,
        message: "the key \"\(key)\" can't stand for \(request.documents.count) documents, each of "
          + "which becomes a job; make a group with newGroup(memberCount:) and submit with its id",
        operation: "classify.create")
    }
    // A request that is too large is refused by the translation, with all that is wrong with it.
    guard let id = newGroup(memberCount: request.documents.count) else {
      _ = try translator.params(from: request) { _ in nil }
      throw ClassifyError(
        code: .invalidRequest, message: "a group has 1 to 500 documents",
        operation: "classify.create")
    }
    return try await submit(request, as: id, isNew: true)
  }

  private func submitAlone(_ request: ClassifyRequest) async throws -> ClassifyJob {
    let key: String
    if case .transaction(let text) = request.idempotency {
      guard (1...255).contains(text.unicodeScalars.count) else {
        throw ClassifyError(
          code: .invalidRequest,
          message: "the key has \(text.unicodeScalars.count) characters; it takes 1 to 255",
          operation: "classify.create")
      }
      key = text
    } else {
      var generator = generator
      key = TransactionKey.random(using: &generator)
    }
    let bodies = try translator.params(from: request) { _ in key }
    observe(bodies.notes)
    guard let body = bodies.value.first else {
      throw ClassifyError(
        code: .invalidRequest, message: "a request has 1 to 500 documents",
        operation: "classify.create")
    }
    let job = try await client.send(V2Calls.create(body)).value
    try EchoCheck.check(job, against: body)
    return translator.job(from: job).value
  }

  private func submit(
    _ request: ClassifyRequest, as id: GroupID, isNew: Bool
  ) async throws -> ClassifyJob {
    guard id.memberCount == request.documents.count else {
      throw ClassifyError(
        code: .invalidRequest,
        message: "the group \(id) has \(id.memberCount) members and the request "
          + "\(request.documents.count) documents; submit the request that the group was made for",
        operation: "classify.create")
    }
    let bodies = try translator.params(from: request) { position in
      GroupMemberKey(group: id.uuid, index: position).description
    }
    observe(bodies.notes)
    let existing = isNew ? [:] : try await members(of: id)
    let creator = GroupCreator(
      backend: self, id: id, bodies: bodies.value,
      incompleteGroupAction: isNew ? options.incompleteGroupAction : .keepMembers)
    let members = try await creator.create(existing: existing)
    knownMembers.remember(members.mapValues(\.id), of: id)
    return try model(of: id, members: members)
  }
}
