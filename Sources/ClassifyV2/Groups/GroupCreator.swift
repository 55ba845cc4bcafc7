// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// Creates the members of a group: the first one first, the others paced and a few at a time.
struct GroupCreator {
  let backend: V2Backend
  let id: GroupID
  let bodies: [V2.ClassifyCreateParams]
  /// What becomes of the members that were created when another can't be.
  let incompleteGroupAction: V2Options.IncompleteGroupAction

  /// How often a member is tried again, each time as often as the configuration says, when the
  /// service is asked too much of: nothing is created by that, and the pace is slower each time.
  private static let patience = 8

  /// Creates what does not exist yet.
  ///
  /// - Parameter existing: The members that exist, by their places.
  /// - Returns: All members.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/incompleteGroup`` if a member
  ///   can't be created, or ``ClassifyError/Code/idempotencyMismatch`` if one exists that was asked
  ///   otherwise; `CancellationError` in a cancelled task, with the members kept.
  func create(existing: [Int: V2.Job]) async throws -> [Int: V2.Job] {
    for (position, job) in existing { try EchoCheck.check(job, against: bodies[position]) }
    var members = existing
    let missing = bodies.indices.filter { existing[$0] == nil }
    // The group is listed in the place of its first member, so that one is never the missing one.
    // It also tells soonest that nothing can be created at all: that error is thrown as it is.
    guard let first = missing.first else { return members }
    members[first] = try await create(first, patience: 0)
    var failures: [Int: ClassifyError] = [:]
    try await create(Array(missing.dropFirst()), into: &members, failures: &failures)
    guard failures.isEmpty else {
      throw try await incomplete(members: members, failures: failures, created: missing)
    }
    return members
  }

  private func create(_ position: Int, patience: Int = patience) async throws -> V2.Job {
    var patience = patience
    while true {
      try await backend.pacer.turn()
      do {
        let job = try await backend.client.send(V2Calls.create(bodies[position])).value
        try EchoCheck.check(job, against: bodies[position])
        await backend.pacer.speedUp()
        return job
      } catch let error as ClassifyError where error.code == .rateLimited && patience > 0 {
        patience -= 1
        await backend.pacer.slowDown()
      }
    }
  }

  /// Creates members at several places; after the first failure no further one is begun.
  private func create(
    _ positions: [Int], into members: inout [Int: V2.Job], failures: inout [Int: ClassifyError]
  ) async throws {
    var pending = positions[...]
    try await withThrowingTaskGroup(of: (Int, Result<V2.Job, ClassifyError>).self) { group in
      func begin() {
        guard let position = pending.popFirst() else { return }
        group.addTask {
          do {
            return (position, .success(try await create(position)))
          } catch let error as ClassifyError {
            return (position, .failure(error))
          }
        }
      }
      for _ in 0..<backend.options.concurrency { begin() }
      while let (position, result) = try await group.next() {
        switch result {
        case .success(let job): members[position] = job
        case .failure(let error): failures[position] = error
        }
        if failures.isEmpty { begin() }
      }
    }
  }

  /// Reports a group that could not be created whole, having cancelled its members if asked to.
  ///
  /// - Throws: `CancellationError` if the task is cancelled meanwhile; what is not cancelled then
  ///   goes on.
  private func incomplete(
    members: [Int: V2.Job], failures: [Int: ClassifyError], created: [Int]
  ) async throws -> ClassifyError {
    let cleanup = GroupCleanup(backend: backend, id: id)
    let isCancelled =
      incompleteGroupAction == .cancelMembers && backend.translator.dialect == .current
    let outcome =
      isCancelled
      ? try await cleanup.cancel(members.filter { created.contains($0.key) }, failures: failures)
      : GroupCleanup.Outcome(existing: members.count)
    let reasons = failures.sorted { $0.key < $1.key }.prefix(10).map { position, error in
      "number \(position) (\(bodies[position].fileInput.value ?? "")): \(error.message)"
    }
    let untried = bodies.count - members.count - failures.count
    let first = failures.min { $0.key < $1.key }?.value
    return ClassifyError(
      code: .incompleteGroup,
      message: "\(failures.count) of \(bodies.count) members of the group \(id) could not be "
        + "created and \(untried) were not tried: \(reasons.joined(separator: "; ")); "
        + advice(outcome, isCancelled: isCancelled),
      operation: "classify.create", method: first?.method, url: first?.url,
      status: first?.status, serverMessage: first?.serverMessage, requestID: first?.requestID,
      attempts: first?.attempts ?? 0)
  }

  private func advice(_ outcome: GroupCleanup.Outcome, isCancelled: Bool) -> String {
    guard isCancelled else {
      return "\(outcome.existing) members exist and go on; submit the request again with the "
        + "group's id to create what is missing"
    }
    let rest = outcome.existing - outcome.cancelled
    return rest == 0
      ? "\(outcome.cancelled) created members were cancelled; submit the request as a new group"
      : "\(outcome.cancelled) created members were cancelled and \(rest) may go on; cancel the "
        + "group \(id), and submit the request as a new one"
  }
}
