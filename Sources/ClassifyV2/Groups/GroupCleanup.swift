// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

/// The cancellation of the members of a group that could not be created completely.
///
/// The service is probably failing at that point, so cleanup is best effort: it uses short
/// timeouts, stops at the first member that can't be cancelled, and returns how many were
/// cancelled.
struct GroupCleanup {
  /// The result of a cleanup.
  struct Outcome {
    /// The number of members known to exist.
    var existing: Int
    /// The number of those that were cancelled or had finished already.
    var cancelled = 0
  }

  /// The time after which no further cancellation is started.
  private static let cleanupTimeout = Duration.seconds(60)
  let id: GroupID
  private let backend: V2Backend

  init(backend: V2Backend, id: GroupID) {
    self.id = id
    var backend = backend
    backend.client.defaultOptions.timeout = .seconds(15)
    backend.client.defaultOptions.maximumRetries = 1
    self.backend = backend
  }

  /// Cancels the members that exist.
  ///
  /// - Parameters:
  ///   - members: The members that were created, by position.
  ///   - failures: The errors of members that could not be created, by position. A member whose
  ///     creation got no response may exist; such members are looked up first.
  /// - Returns: The numbers of existing and cancelled members.
  /// - Throws: `CancellationError` in a cancelled task; the remaining members keep running.
  func cancel(
    _ members: [Int: V2.Job], failures: [Int: ClassifyError]
  ) async throws -> Outcome {
    try Task.checkCancellation()
    var members = members
    if failures.values.contains(where: { !$0.isRejection }),
      let found = try? await backend.members(of: id, within: .aroundCreation)
    {
      members.merge(found.filter { failures[$0.key] != nil }) { $1 }
    }
    try Task.checkCancellation()
    let cancelled = await cancelAll(members.sorted { $0.key < $1.key }.map(\.value.id))
    try Task.checkCancellation()
    return Outcome(existing: members.count, cancelled: cancelled)
  }

  /// Cancels jobs concurrently and returns the number that were cancelled or had finished.
  private func cancelAll(_ ids: [String]) async -> Int {
    let stopwatch = Stopwatch(backend.clock)
    var pending = ids[...]
    var cancelled = 0
    await withTaskGroup(of: Bool.self) { group in
      func startNext() {
        guard stopwatch.elapsed() < Self.cleanupTimeout, let id = pending.popFirst() else { return }
        group.addTask { await cancelMember(id) }
      }
      for _ in 0..<backend.options.concurrency { startNext() }
      while let isCancelled = await group.next() {
        if isCancelled { cancelled += 1 } else { pending = [] }
        startNext()
      }
    }
    return cancelled
  }

  /// Cancels a job and returns whether it is cancelled or had finished already.
  private func cancelMember(_ id: String) async -> Bool {
    do {
      _ = try await backend.client.cancelV2Job(id)
      return true
    } catch {
      // The service refuses to cancel a job that has finished, which needs no cancelling.
      return (error as? ClassifyError)?.isRejection == true
    }
  }
}
