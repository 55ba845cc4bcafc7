// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The state of a mirror: the queue, the documents in flight, the callers' jobs, and the counts.
///
/// Every document is counted exactly once: when it is dropped from the queue, or while it is in
/// flight. A call that has not returned by then is abandoned; its result is ignored.
struct MirrorState: Sendable {
  /// The step that a document in flight is at.
  enum Step {
    case creating, waiting, readingPrimary
    /// The document is counted.
    case counted

    /// Why the document is dropped if it does not get beyond the step in time.
    var reason: MirrorCounts.DropReason {
      switch self {
      case .creating: .creationFailed
      case .waiting: .waitFailed
      case .readingPrimary, .counted: .primaryUnread
      }
    }
  }

  /// A document in flight.
  private struct ActiveDocument {
    let primaryID: JobID
    var step = Step.creating
    /// The task; `nil` for the moment of its creation.
    var task: Task<Void, Never>?
    /// The pause before the mirror reads the caller's job, which ends early if the caller does.
    var pause: Task<Void, Never>?
  }

  /// What is released outside the lock, since that can take as long as the queue.
  enum Discarded: Sendable {
    case queue(MirrorQueue)
    case request(MirroredRequest)
    case callerJobs(CallerJobs)
    case callerJob(CallerJobs.Finished)
  }

  /// The number of abandoned calls, beyond that of the workers, from which on nothing is mirrored.
  static let abandonedCallAllowance = 16
  /// The number of requests that a caller's call can drop because they waited too long: more than
  /// it adds, so that they never fill the queue.
  private static let expiriesPerOffer = 2

  private(set) var counts = MirrorCounts()
  private(set) var isStopped = false
  private var queue = MirrorQueue()
  /// The documents in flight, by their numbers in the order in which they were started.
  private var active: [Int: ActiveDocument] = [:]
  private var callerJobs = CallerJobs()
  private var mirroredJobs = MirroredJobs()
  private var credits = CreditMeter()
  private var discarded: [Discarded] = []

  /// The counts with the gauges of this moment.
  var snapshot: MirrorCounts {
    var snapshot = counts
    snapshot.credits = credits.reported
    snapshot.queued = queue.count
    snapshot.inFlight = active.values.count { $0.step != .counted }
    return snapshot
  }

  /// Whether nothing waits and no document is in flight, its callback included.
  var isIdle: Bool { queue.count == 0 && active.isEmpty }

  /// Why nothing is mirrored at this moment, or `nil`.
  private func obstacle(_ options: MirrorOptions) -> MirrorCounts.DropReason? {
    if isStopped { return .stopped }
    if counts.abandonedCalls >= options.workers + Self.abandonedCallAllowance { return .stuck }
    return switch options.creditBudget.flatMap({ credits.limit(under: $0) }) {
    case .budget: .creditBudget
    case .unknownCredits: .creditsUnknown
    case nil: nil
    }
  }

  // MARK: - Queue

  /// Counts documents that are not mirrored.
  mutating func reject(_ count: Int, for reason: MirrorCounts.DropReason) {
    counts.offered += count
    counts.drop(count, for: reason)
  }

  /// Adds the documents of a request for which there is room, and counts the others.
  mutating func offer(_ mirrored: MirroredRequest, options: MirrorOptions) {
    let count = mirrored.request.documents.count
    if let reason = obstacle(options) { return reject(count, for: reason) }
    if mirroredJobs.contains(mirrored.primaryID) { return reject(count, for: .repeated) }
    dropExpired(options, atMost: Self.expiriesPerOffer)
    let hasBytes = mirrored.byteCount <= options.queueBytes - queue.byteCount
    let free = hasBytes ? options.queueCapacity - queue.count : 0
    let budget = options.documentBudget.map { max($0 - counts.submitted - queue.count, 0) }
    let admitted = min(count, free, budget ?? count)
    counts.offered += count
    counts.drop(count - admitted, for: budget == admitted ? .documentBudget : .queueFull)
    guard admitted > 0 else { return }
    queue.append(mirrored, count: admitted)
    callerJobs.add(admitted, of: mirrored)
    mirroredJobs.insert(mirrored.primaryID)
  }

  /// Moves the next document from the queue into flight, or returns `nil` if none may start.
  mutating func startNext(
    _ options: MirrorOptions
  ) -> (entry: MirrorQueue.Entry, number: Int)? {
    if let reason = obstacle(options) { dropQueue(for: reason) }
    guard active.count < options.workers else { return nil }
    dropExpired(options)
    guard let entry = queue.popFirst() else { return nil }
    counts.submitted += 1
    active[counts.submitted] = ActiveDocument(primaryID: entry.mirrored.primaryID)
    return (entry, counts.submitted)
  }

  /// Drops the oldest requests that have waited too long.
  private mutating func dropExpired(_ options: MirrorOptions, atMost limit: Int = .max) {
    for _ in 0..<limit {
      guard let expired = queue.popFirst(olderThan: options.queueTimeout) else { return }
      counts.drop(expired.count, for: .queueTimeout)
      discarded.append(.request(expired.mirrored))
      removeCallerJob(expired.mirrored.primaryID, documentCount: expired.count)
    }
  }

  /// Drops the queue, in a time that depends only on the number of documents in flight.
  private mutating func dropQueue(for reason: MirrorCounts.DropReason) {
    guard queue.count > 0 else { return }
    counts.drop(queue.count, for: reason)
    discarded.append(.queue(queue))
    queue = MirrorQueue()
    let inFlight = active.values.filter { $0.step != .counted }
    discarded.append(.callerJobs(callerJobs.removeAll(except: inFlight.map(\.primaryID))))
  }

  /// Returns what was dropped since the last call, for its release outside the lock.
  mutating func takeDiscarded() -> [Discarded] {
    defer { discarded = [] }
    return discarded
  }

  // MARK: - Documents in flight

  mutating func setTask(_ task: Task<Void, Never>, of number: Int) {
    active[number]?.task = task
  }

  mutating func setStep(_ step: Step, of number: Int) {
    guard active[number]?.step != .counted else { return }
    active[number]?.step = step
  }

  /// Returns the step of a document; `counted` also if its call is abandoned.
  func step(of number: Int) -> Step { active[number]?.step ?? .counted }

  /// Adds the credits of a mirrored job.
  mutating func addCredits(of result: SideResult) { credits.add(result) }

  /// Counts a document in flight, and returns whether it was not counted before.
  ///
  /// - Parameters:
  ///   - number: The number of the document.
  ///   - reason: Why it is dropped; `nil` if it is compared.
  /// - Returns: Whether it was not counted before.
  mutating func count(_ number: Int, droppedFor reason: MirrorCounts.DropReason?) -> Bool {
    guard let document = active[number], document.step != .counted else { return false }
    active[number]?.step = .counted
    if let reason { counts.drop(1, for: reason) } else { counts.compared += 1 }
    removeCallerJob(document.primaryID, documentCount: 1)
    return true
  }

  /// Removes a document whose calls have returned.
  mutating func remove(_ number: Int) {
    if active.removeValue(forKey: number) == nil { counts.abandonedCalls -= 1 }
  }

  /// Drops a document whose time is over, unless it is counted, and returns the task to cancel.
  mutating func expire(_ number: Int) -> Task<Void, Never>? {
    guard let step = active[number]?.step else { return nil }
    return abandon(number, for: step.reason)
  }

  /// Drops every document that waits or is in flight, and returns the tasks to cancel.
  mutating func dropAll(
    for reason: MirrorCounts.DropReason, stopping: Bool
  ) -> [Task<Void, Never>] {
    if stopping { isStopped = true }
    dropQueue(for: reason)
    return active.filter { $0.value.step != .counted }.keys.compactMap {
      abandon($0, for: reason)
    }
  }

  private mutating func abandon(
    _ number: Int, for reason: MirrorCounts.DropReason
  ) -> Task<Void, Never>? {
    _ = count(number, droppedFor: reason)
    counts.abandonedCalls += 1
    return active.removeValue(forKey: number)?.task
  }

  // MARK: - Callers' jobs

  /// Stores a finished job of a caller, and returns the pauses of the documents that wait for it.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - isTimely: Whether the caller read it, as opposed to the mirror, which reads rarely.
  /// - Returns: The tasks to cancel.
  mutating func observe(_ job: ClassifyJob, isTimely: Bool) -> [Task<Void, Never>] {
    guard callerJobs.store(job, isTimely: isTimely) else { return [] }
    return active.values.filter { $0.primaryID == job.id }.compactMap(\.pause)
  }

  /// Returns the finished job of a caller, if it was observed.
  func finishedJob(_ id: JobID) -> CallerJobs.Finished? { callerJobs.finished(id) }

  /// Stores the pause of a document, unless there is nothing to wait for.
  ///
  /// - Returns: Whether it was stored.
  mutating func setPause(_ pause: Task<Void, Never>, of number: Int) -> Bool {
    guard let document = active[number], callerJobs.finished(document.primaryID) == nil else {
      return false
    }
    active[number]?.pause = pause
    return true
  }

  private mutating func removeCallerJob(_ id: JobID, documentCount: Int) {
    guard let job = callerJobs.remove(documentCount, of: id) else { return }
    discarded.append(.callerJob(job))
  }
}
