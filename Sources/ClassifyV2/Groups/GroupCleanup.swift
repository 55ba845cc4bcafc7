// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

/// Cancels the members of a group that could not be created whole.
///
/// The service is usually in trouble then, so this is done in little time: it ends with the first
/// member that can't be cancelled, and tells how far it came.
struct GroupCleanup {
  /// How many members there are, and how many of them were cancelled.
  struct Outcome {
    var existing: Int
    var cancelled = 0
  }

  /// When no further member is begun with.
  private static let patience = Duration.seconds(60)
  let id: GroupID
  private let backend: V2Backend

  init(backend: V2Backend, id: GroupID) {
    self.id = id
    var hasty = backend
    hasty.client.defaultOptions.timeout = .seconds(15)
    hasty.client.defaultOptions.maximumRetries = 1
    self.backend = hasty
  }

  /// Cancels members.
  ///
  /// - Parameters:
  ///   - members: The members that were created.
  ///   - failures: Why others could not be created, as far as is known: a member whose creation was
  ///     not answered may exist, and is looked for.
  /// - Returns: What was found and done.
  /// - Throws: `CancellationError` in a cancelled task, with members left as they are.
  func cancel(
    _ members: [Int: V2.Job], failures: [Int: ClassifyError]
  ) async throws -> Outcome {
    try Task.checkCancellation()
    var members = members
    if failures.values.contains(where: { !$0.isRefusal }),
      let found = try? await backend.members(of: id, searching: .aroundCreation)
    {
      members.merge(found.filter { failures[$0.key] != nil }) { $1 }
    }
    try Task.checkCancellation()
    let cancelled = await cancelAll(members.sorted { $0.key < $1.key }.map(\.value.id))
    try Task.checkCancellation()
    return Outcome(existing: members.count, cancelled: cancelled)
  }

  /// Cancels jobs a few at a time, and returns how many.
  private func cancelAll(_ ids: [String]) async -> Int {
    let stopwatch = Stopwatch(backend.clock)
    var pending = ids[...]
    var cancelled = 0
    await withTaskGroup(of: Bool.self) { group in
      func begin() {
        guard stopwatch.elapsed() < Self.patience, let id = pending.popFirst() else { return }
        group.addTask { await isEnded(id) }
      }
      for _ in 0..<backend.options.concurrency { begin() }
      while let isEnded = await group.next() {
        if isEnded { cancelled += 1 } else { pending = [] }
        begin()
      }
    }
    return cancelled
  }

  private func isEnded(_ id: String) async -> Bool {
    do {
      _ = try await backend.client.cancelV2Job(id)
      return true
    } catch {
      // One that has finished in the meantime is refused, and needs no cancelling.
      return (error as? ClassifyError)?.isRefusal == true
    }
  }
}
