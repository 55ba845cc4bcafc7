// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

/// The cancellation of the members of a group that could not be created completely.
///
/// The service is probably failing at that point, so cleanup is best effort: it uses short
/// timeouts, stops at the first member that can't be cancelled, and returns what may still run. Only
/// after a 429 it goes on, more slowly.
struct GroupCleanup {
  /// The result of a cleanup.
  struct Outcome {
    /// The number of jobs that were cancelled or had finished already.
    fileprivate(set) var cancelledCount = 0
    /// The IDs of the jobs that exist and may still run.
    fileprivate(set) var running: Set<String> = []
    /// The number of members that may exist but were not found.
    fileprivate(set) var unresolvedCount = 0
    /// Whether the service has no operation that cancels jobs.
    fileprivate(set) var isUnsupported = false

    /// The number of jobs known to exist.
    var existingCount: Int { cancelledCount + running.count }
  }

  /// The time after which no further job is looked for or cancelled.
  static let timeout = Duration.seconds(60)
  /// The time after which no further page is searched, which leaves time to cancel what was found.
  private static let searchTimeout = Duration.seconds(40)
  /// The timeout of one request, with its retry.
  private static let requestTimeout = Duration.seconds(15)
  /// The shortest pause after a cancellation that ended with a 429.
  private static let rateLimitPause = Duration.seconds(2)
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

  /// Cancels the jobs of the group, the known ones first, then those that a search finds.
  ///
  /// - Parameters:
  ///   - created: The jobs that were created.
  ///   - uncertain: The positions of members that may exist, which are searched by their keys.
  ///   - findsRepetitions: Whether a created member may exist twice, which only a search can tell.
  /// - Returns: What was cancelled, and what may still run.
  func cancel(
    _ created: [V2.Job], lookingFor uncertain: Set<Int> = [], findsRepetitions: Bool = false
  ) async -> Outcome {
    var outcome = Outcome(unresolvedCount: uncertain.count)
    var seen = Set(created.map(\.id))
    await cancelAll(created.map(\.id), &outcome)
    guard !uncertain.isEmpty || findsRepetitions else { return outcome }
    var members = GroupMembers(id)
    for job in created { members.insert(job) }
    for pause in Self.pauses {
      // What the service does not cancel need not be found either.
      guard outcome.running.isEmpty else { break }
      if pause > .zero { try? await backend.clock.sleep(for: pause) }
      guard isInTime else { break }
      members = await search(members)
      let new = members.all.map(\.id).filter { seen.insert($0).inserted }
      await cancelAll(new, &outcome)
      outcome.unresolvedCount = uncertain.count { members.jobs[$0] == nil }
      guard outcome.unresolvedCount > 0 else { break }
    }
    return outcome
  }

  private var isInTime: Bool { stopwatch.elapsed() < Self.timeout }

  /// Returns the members with those that are found, created twice or not; a search that fails ends.
  private func search(_ members: GroupMembers) async -> GroupMembers {
    var search = GroupSearch(backend.client, found: members)
    search.findsRepetitions = true
    search.mayContinue = { stopwatch.elapsed() < Self.searchTimeout }
    do {
      try await search.search(.aroundCreation)
      try await search.searchNewest()
    } catch {
      return search.members
    }
    let notes = search.members.notes
    if !notes.isEmpty { backend.observe(notes) }
    return search.members
  }

  /// Cancels jobs concurrently; the first failure ends it.
  private func cancelAll(_ ids: [String], _ outcome: inout Outcome) async {
    outcome.running.formUnion(ids)
    var pending = ids[...]
    var cancelled: Set<String> = []
    var isUnsupported = false
    await withTaskGroup(of: (String, MemberCancellation?).self) { group in
      func startNext() {
        guard isInTime, let id = pending.popFirst() else { return }
        group.addTask { (id, await cancelJob(id)) }
      }
      for _ in 0..<backend.options.concurrency { startNext() }
      while let (id, result) = await group.next() {
        if case .finished? = result { cancelled.insert(id) } else { pending = [] }
        isUnsupported = isUnsupported || result?.isUnsupported == true
        startNext()
      }
    }
    outcome.cancelledCount += cancelled.count
    outcome.running.subtract(cancelled)
    outcome.isUnsupported = outcome.isUnsupported || isUnsupported
  }

  /// Cancels a job, again after each 429 while there is time; `nil` if that failed.
  private func cancelJob(_ id: String) async -> MemberCancellation? {
    while isInTime {
      do {
        return try await MemberCancellation.cancel(id, with: backend.client)
      } catch let error as ClassifyError where error.code == .rateLimited {
        let pause = max(error.retryAfter ?? .zero, Self.rateLimitPause)
        try? await backend.clock.sleep(for: min(pause, Self.timeout - stopwatch.elapsed()))
      } catch {
        return nil
      }
    }
    return nil
  }
}
