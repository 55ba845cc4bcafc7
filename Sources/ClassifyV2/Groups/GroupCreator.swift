// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// The creation of a group's members: the first one alone, then the others concurrently and paced.
struct GroupCreator {
  let backend: V2Backend
  let id: GroupID
  let bodies: [V2.ClassifyCreateParams]
  /// The action on created members if another one can't be created.
  let incompleteGroupAction: V2Options.IncompleteGroupAction

  /// The maximum number of times that a member is sent again after its retries end with a 429.
  ///
  /// A 429 never creates a job. Each round increases the interval between requests.
  private static let maxRateLimitRounds = 8

  /// Creates the missing members.
  ///
  /// - Parameter existing: The members that exist, by position.
  /// - Returns: All members, by position.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/incompleteGroup`` if a member
  ///   can't be created, or ``ClassifyError/Code/idempotencyMismatch`` if an existing member
  ///   differs from the request; the error itself if the first missing member can't be created;
  ///   `CancellationError` in a cancelled task, with the created members kept.
  func create(existing: [Int: V2.Job]) async throws -> [Int: V2.Job] {
    for (position, job) in existing { try IdempotencyCheck.check(job, against: bodies[position]) }
    var members = existing
    let missing = bodies.indices.filter { existing[$0] == nil }
    // Lists show a group at its first member, so that member must always exist. If the first
    // creation fails, the others would probably fail too: its error is thrown unchanged.
    guard let first = missing.first else { return members }
    members[first] = try await create(first, rateLimitRounds: 0)
    var failures: [Int: ClassifyError] = [:]
    try await create(Array(missing.dropFirst()), into: &members, failures: &failures)
    guard failures.isEmpty else {
      throw try await incomplete(members: members, failures: failures, created: missing)
    }
    return members
  }

  /// Creates the member at a position, sending it again at a slower pace after a 429.
  private func create(
    _ position: Int, rateLimitRounds: Int = maxRateLimitRounds
  ) async throws -> V2.Job {
    var remainingRounds = rateLimitRounds
    while true {
      try await backend.pacer.acquire()
      do {
        let job = try await backend.client.send(V2Calls.create(bodies[position])).value
        try IdempotencyCheck.check(job, against: bodies[position])
        await backend.pacer.decreaseInterval()
        return job
      } catch let error as ClassifyError where error.code == .rateLimited && remainingRounds > 0 {
        remainingRounds -= 1
        await backend.pacer.increaseInterval()
      }
    }
  }

  /// Creates members concurrently; after the first failure no further creation is started.
  private func create(
    _ positions: [Int], into members: inout [Int: V2.Job], failures: inout [Int: ClassifyError]
  ) async throws {
    var pending = positions[...]
    try await withThrowingTaskGroup(of: (Int, Result<V2.Job, ClassifyError>).self) { group in
      func startNext() {
        guard let position = pending.popFirst() else { return }
        group.addTask {
          do {
            return (position, .success(try await create(position)))
          } catch let error as ClassifyError {
            return (position, .failure(error))
          }
        }
      }
      for _ in 0..<backend.options.concurrency { startNext() }
      while let (position, result) = try await group.next() {
        switch result {
        case .success(let job): members[position] = job
        case .failure(let error): failures[position] = error
        }
        if failures.isEmpty { startNext() }
      }
    }
  }

  /// Returns the error for an incomplete group, after cancelling its members if so configured.
  ///
  /// - Throws: `CancellationError` in a cancelled task; the remaining members keep running.
  private func incomplete(
    members: [Int: V2.Job], failures: [Int: ClassifyError], created: [Int]
  ) async throws -> ClassifyError {
    let cleanup = GroupCleanup(backend: backend, id: id)
    let cancelsMembers =
      incompleteGroupAction == .cancelMembers && backend.translator.dialect == .current
    let outcome =
      cancelsMembers
      ? try await cleanup.cancel(members.filter { created.contains($0.key) }, failures: failures)
      : GroupCleanup.Outcome(existing: members.count)
    let reasons = failures.sorted { $0.key < $1.key }.prefix(10).map { position, error in
      "number \(position) (\(bodies[position].fileInput.value ?? "")): \(error.message)"
    }
    let notAttempted = bodies.count - members.count - failures.count
    let first = failures.min { $0.key < $1.key }?.value
    return ClassifyError(
      code: .incompleteGroup,
      message: "\(failures.count) of \(bodies.count) members of the group \(id) could not be "
        + "created and \(notAttempted) were not tried: \(reasons.joined(separator: "; ")); "
        + advice(outcome, cancelsMembers: cancelsMembers),
      operation: "classify.create", method: first?.method, url: first?.url,
      status: first?.status, serverMessage: first?.serverMessage, requestID: first?.requestID,
      attempts: first?.attempts ?? 0)
  }

  /// Returns the end of the error message: the state of the group and how to recover.
  private func advice(_ outcome: GroupCleanup.Outcome, cancelsMembers: Bool) -> String {
    guard cancelsMembers else {
      return
        "\(outcome.existing) members exist and keep running; submit the request again with the "
        + "group's ID to create the missing ones"
    }
    let remaining = outcome.existing - outcome.cancelled
    return remaining == 0
      ? "\(outcome.cancelled) created members were cancelled; submit the request as a new group"
      : "\(outcome.cancelled) created members were cancelled and \(remaining) may still run; cancel "
        + "the group \(id), and submit the request as a new one"
  }
}
