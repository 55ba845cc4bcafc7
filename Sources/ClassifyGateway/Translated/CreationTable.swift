// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel
import ClassifyV2
import Synchronization

/// The jobs that are being created, and the groups of those that were, by the digests of their
/// requests.
///
/// It saves requests to the service and nothing depends on it: what it does not know is found by
/// the keys of the jobs.
final class CreationTable: Sendable {
  /// The maximum number of creations at the same time, those without a waiting client included.
  static let maximumRunning = 1_000
  /// The maximum number of creations of one caller at the same time.
  static let maximumRunningOfCaller = 100
  /// The maximum number of bytes of the requests to v2 that creations have in flight, as far as one
  /// creation does not need more by itself.
  static let maximumRunningBytes = 256 << 20
  /// The maximum number of groups, and of refused requests, that are remembered.
  static let maximumGroups = 10_000
  /// The time after a first attempt in which a repetition continues it.
  static let reuseWindow = Duration.seconds(15 * 60)
  /// The pause between two looks whether nothing is being created.
  private static let lookInterval = Duration.milliseconds(20)

  /// What a request to create a job has to do.
  enum Start {
    /// Wait for the answer of the same request, which is being answered.
    case join(Creation, Creation.Request)
    /// Create the group; `nil` for one that the client of v2 makes.
    case create(Creation, DerivedGroup?)
    /// Look for the group of an earlier attempt first, which is this one if it is known.
    case find(Creation, known: GroupID?)
    /// Nothing: there are ``maximumRunning`` creations, ``maximumRunningOfCaller`` of the caller, or
    /// ``maximumRunningBytes``.
    case refuse
  }

  private struct State {
    var running: [RequestDigest: Creation] = [:]
    var runningCount = 0
    var runningBytes = 0
    var runningCounts: [CallerID: Int] = [:]
    var groups = RecentValues<RequestDigest, GroupID>(capacity: maximumGroups)
    /// The numbers of attempts of requests, all of which were refused here.
    var refused = RecentValues<RequestDigest, Int>(capacity: maximumGroups)
  }

  private let time: TimeSource
  private let state = Mutex(State())

  /// Creates an empty table.
  init(time: TimeSource) {
    self.time = time
  }

  /// Begins to answer a request.
  ///
  /// - Parameters:
  ///   - digest: The digest of the request.
  ///   - memberCount: The number of files.
  ///   - bytes: The number of bytes that the creation has in flight, 0 or more.
  ///   - retryCount: The number of earlier attempts, as the client says.
  ///   - calls: The upstream requests of the request.
  /// - Returns: What to do.
  func start(
    _ digest: RequestDigest, memberCount: Int, bytes: Int, retryCount: Int, _ calls: UpstreamCalls
  ) -> Start {
    let creation = Creation(calls, bytes: bytes)
    return state.withLock { state in
      if retryCount > 0, let running = state.running[digest], let request = running.join() {
        return .join(running, request)
      }
      // Nothing was begun that a search could find.
      let isFirst = retryCount == 0 || state.refused[digest] == retryCount
      let ownCount = state.runningCounts[digest.caller, default: 0]
      guard state.runningCount < Self.maximumRunning, ownCount < Self.maximumRunningOfCaller,
        state.runningCount == 0 || state.runningBytes + bytes <= Self.maximumRunningBytes
      else {
        let isUnknown = state.groups[digest] == nil
        state.refused[digest] = isFirst && isUnknown ? retryCount + 1 : nil
        return .refuse
      }
      state.refused[digest] = nil
      state.running[digest] = creation
      state.runningCount += 1
      state.runningBytes += bytes
      state.runningCounts[digest.caller] = ownCount + 1
      return isFirst
        ? .create(creation, newGroup(digest, memberCount: memberCount, &state))
        : .find(creation, known: recentGroup(digest, &state))
    }
  }

  /// Returns a new group for a request whose earlier attempts created nothing.
  func newGroup(_ digest: RequestDigest, memberCount: Int) -> DerivedGroup? {
    state.withLock { newGroup(digest, memberCount: memberCount, &$0) }
  }

  /// Stores the group that an earlier attempt of a request began on another instance.
  func remember(_ group: GroupID, of digest: RequestDigest) {
    state.withLock { $0.groups[digest] = group }
  }

  /// Ends a creation.
  ///
  /// - Parameters:
  ///   - creation: The creation.
  ///   - digest: The digest of its request.
  ///   - canContinue: Whether a repetition continues the group.
  func end(_ creation: Creation, of digest: RequestDigest, canContinue: Bool) {
    state.withLock { state in
      state.runningCount -= 1
      state.runningBytes -= creation.bytes
      let ownCount = state.runningCounts[digest.caller, default: 1] - 1
      state.runningCounts[digest.caller] = ownCount == 0 ? nil : ownCount
      guard state.running[digest] === creation else { return }
      state.running[digest] = nil
      if !canContinue { state.groups[digest] = nil }
    }
  }

  /// Waits until nothing is being created, or the task is cancelled.
  func waitUntilIdle() async {
    while state.withLock({ $0.runningCount > 0 }) {
      do {
        try await ContinuousClock().sleep(for: Self.lookInterval)
      } catch {
        return
      }
    }
  }

  // MARK: - Groups

  private func recentGroup(_ digest: RequestDigest, _ state: inout State) -> GroupID? {
    guard let group = state.groups[digest],
      .milliseconds(time.now() - group.milliseconds) <= Self.reuseWindow
    else { return nil }
    return group
  }

  /// Returns a group whose time no other group of the request has: equal requests are equal jobs
  /// only if the client says so.
  private func newGroup(
    _ digest: RequestDigest, memberCount: Int, _ state: inout State
  ) -> DerivedGroup? {
    var generator = time.generator
    let now = max(time.now(), (state.groups[digest]?.milliseconds ?? 0) + 1)
    let group = digest.group(milliseconds: now, memberCount: memberCount, using: &generator)
    state.groups[digest] = group
    return group.map { DerivedGroup(id: $0, mayHaveMembers: false) }
  }
}
#endif
