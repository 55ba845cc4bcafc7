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
    /// The number of jobs known to exist.
    var existing = 0
    /// The number of those that were cancelled or had finished already.
    var cancelled = 0
    /// The number of members that may exist but were not found.
    var unresolved = 0
  }

  /// The time after which no further request is started.
  static let timeout = Duration.seconds(60)
  /// The timeout of one request, with its retry.
  private static let requestTimeout = Duration.seconds(15)
  /// The pauses before each search for members without a response: the service may still be
  /// processing a request whose connection was lost.
  private static let pauses: [Duration] = [.zero, .seconds(1), .seconds(2)]

  private let backend: V2Backend
  private let id: GroupID
  private let stopwatch: Stopwatch

  init(backend: V2Backend, id: GroupID) {
    self.id = id
    stopwatch = Stopwatch(backend.clock)
    var backend = backend
    backend.client.defaultOptions.timeout = Self.requestTimeout
    backend.client.defaultOptions.maximumRetries = 1
    self.backend = backend
  }

  /// Cancels the jobs of the group, those that repeat a member included.
  ///
  /// It does nothing if no job can exist.
  ///
  /// - Parameters:
  ///   - created: The jobs that were created.
  ///   - uncertain: The positions of members that may exist, which are searched by their keys.
  /// - Returns: The numbers of existing, cancelled and unresolved jobs.
  func cancel(_ created: [V2.Job], lookingFor uncertain: Set<Int>) async -> Outcome {
    var outcome = Outcome(unresolved: uncertain.count)
    guard !created.isEmpty || !uncertain.isEmpty else { return outcome }
    var jobs = created
    var seen: Set<String> = []
    var members = GroupMembers(id)
    for job in created { members.insert(job) }
    for pause in Self.pauses {
      if pause > .zero { try? await backend.clock.sleep(for: pause) }
      guard isInTime else { break }
      if let found = await search(members) {
        members = found
        jobs += found.all
      }
      let new = jobs.filter { seen.insert($0.id).inserted }
      let cancelled = await cancelAll(new.map(\.id))
      outcome.existing += new.count
      outcome.cancelled += cancelled
      outcome.unresolved = uncertain.count { members.jobs[$0] == nil }
      guard outcome.unresolved > 0, cancelled == new.count else { break }
    }
    return outcome
  }

  private var isInTime: Bool { stopwatch.elapsed() < Self.timeout }

  /// Returns the members, those created twice included; `nil` if the service can't list them.
  private func search(_ members: GroupMembers) async -> GroupMembers? {
    var search = GroupSearch(backend.client, found: members)
    search.findsRepetitions = true
    search.mayContinue = { isInTime }
    do {
      try await search.search(.aroundCreation)
    } catch {
      return nil
    }
    let notes = search.members.notes
    if !notes.isEmpty { backend.observe(notes) }
    return search.members
  }

  /// Cancels jobs concurrently and returns the number that were cancelled or had finished.
  private func cancelAll(_ ids: [String]) async -> Int {
    var pending = ids[...]
    var cancelled = 0
    await withTaskGroup(of: Bool.self) { group in
      func startNext() {
        guard isInTime, let id = pending.popFirst() else { return }
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
