// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The state of a mirror: the queue, the documents in flight, the callers' jobs, and the counts.
///
/// Every document is counted exactly once: when it is dropped from the queue, or when it is settled
/// in flight. A call that has not returned by then is abandoned; its result is ignored.
struct MirrorState: Sendable {
  /// The step that a document in flight is at.
  enum Step {
    case creating, waiting, readingPrimary
    /// The document is counted.
    case settled

    /// Why the document is dropped if it does not get beyond the step in time.
    var reason: MirrorCounts.DropReason {
      switch self {
      case .creating: .creationFailed
      case .waiting: .waitFailed
      case .readingPrimary, .settled: .primaryUnread
      }
    }
  }

  /// A document in flight.
  struct Flight {
    let primaryID: JobID
    var step: Step
    /// The task; `nil` for the moment of its creation.
    var task: Task<Void, Never>?
  }

  /// The finished job of a caller.
  struct Finished: Sendable {
    var job: ClassifyJob
    /// The time from its submission to the first observation of its end; `nil` if it was not
    /// measured.
    var seconds: Double?
  }

  fileprivate struct Primary: Sendable {
    let sinceSubmission: Stopwatch
    /// The number of documents that wait or are in flight.
    var documentCount: Int
    var finished: Finished?
  }

  /// What is released outside the lock, since it takes as long as the queue.
  struct Discarded: Sendable {
    fileprivate let queue: MirrorQueue
    fileprivate let primaries: [JobID: Primary]
  }

  /// The number of abandoned calls, beyond that of the workers, from which on nothing is mirrored.
  static let abandonedCallAllowance = 16

  private(set) var counts = MirrorCounts()
  private(set) var isStopped = false
  private var queue = MirrorQueue()
  private var flights: [Int: Flight] = [:]
  private var primaries: [JobID: Primary] = [:]
  private var flightCount = 0
  private var credits = CreditMeter()
  private var discarded: [Discarded] = []

  /// The counts with the gauges of this moment.
  var snapshot: MirrorCounts {
    var snapshot = counts
    snapshot.credits = credits.reported
    snapshot.queued = queue.count
    snapshot.inFlight = flights.values.count { $0.step != .settled }
    return snapshot
  }

  /// Whether nothing waits and no document is in flight, its callback included.
  var isIdle: Bool { queue.count == 0 && flights.isEmpty }

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
    let free = options.queueCapacity - queue.count
    let budget = options.documentBudget.map { max($0 - counts.submitted - queue.count, 0) }
    let admitted = min(count, free, budget ?? count)
    counts.offered += count
    counts.drop(count - admitted, for: budget == admitted ? .documentBudget : .queueFull)
    guard admitted > 0 else { return }
    queue.append(mirrored, count: admitted)
    primaries[
      mirrored.primaryID,
      default: Primary(sinceSubmission: mirrored.sinceSubmission, documentCount: 0)
    ].documentCount += admitted
  }

  /// Moves the next document from the queue into flight, or returns `nil` if none may start.
  mutating func startNext(
    _ options: MirrorOptions
  ) -> (entry: MirrorQueue.Entry, flight: Int)? {
    if let reason = obstacle(options) { dropQueue(for: reason) }
    guard flights.count < options.workers, let entry = queue.popFirst() else { return nil }
    counts.submitted += 1
    flightCount += 1
    flights[flightCount] = Flight(primaryID: entry.mirrored.primaryID, step: .creating)
    return (entry, flightCount)
  }

  /// Drops the queue, in a time that depends only on the number of documents in flight.
  private mutating func dropQueue(for reason: MirrorCounts.DropReason) {
    guard queue.count > 0 else { return }
    counts.drop(queue.count, for: reason)
    discarded.append(Discarded(queue: queue, primaries: primaries))
    queue = MirrorQueue()
    var kept: [JobID: Primary] = [:]
    for flight in flights.values where flight.step != .settled {
      guard var primary = primaries[flight.primaryID] else { continue }
      primary.documentCount = (kept[flight.primaryID]?.documentCount ?? 0) + 1
      kept[flight.primaryID] = primary
    }
    primaries = kept
  }

  /// Returns what was dropped since the last call, for its release outside the lock.
  mutating func takeDiscarded() -> [Discarded] {
    defer { discarded = [] }
    return discarded
  }

  // MARK: - Flights

  mutating func setTask(_ task: Task<Void, Never>, of flight: Int) {
    flights[flight]?.task = task
  }

  mutating func setStep(_ step: Step, of flight: Int) {
    guard flights[flight]?.step != .settled else { return }
    flights[flight]?.step = step
  }

  /// Returns the step of a document; `settled` if it is counted and its call abandoned.
  func step(of flight: Int) -> Step { flights[flight]?.step ?? .settled }

  /// Adds the credits of a mirrored job.
  mutating func addCredits(of result: SideResult) { credits.add(result) }

  /// Counts a document in flight, and returns whether it was not counted before.
  ///
  /// - Parameters:
  ///   - flight: The number of the flight.
  ///   - reason: Why it is dropped; `nil` if it is compared.
  /// - Returns: Whether it was not counted before.
  mutating func settle(_ flight: Int, droppedFor reason: MirrorCounts.DropReason?) -> Bool {
    guard let primaryID = flights[flight]?.primaryID, flights[flight]?.step != .settled else {
      return false
    }
    flights[flight]?.step = .settled
    if let reason { counts.drop(1, for: reason) } else { counts.compared += 1 }
    release(primaryID)
    return true
  }

  /// Removes a flight whose calls have returned.
  mutating func land(_ flight: Int) {
    if flights.removeValue(forKey: flight) == nil { counts.abandonedCalls -= 1 }
  }

  /// Drops a document whose time is over, unless it is counted, and returns the task to cancel.
  mutating func expire(_ flight: Int) -> Task<Void, Never>? {
    guard let step = flights[flight]?.step else { return nil }
    return abandon(flight, for: step.reason)
  }

  /// Drops every document that waits or is in flight, and returns the tasks to cancel.
  mutating func dropAll(
    for reason: MirrorCounts.DropReason, stopping: Bool
  ) -> [Task<Void, Never>] {
    if stopping { isStopped = true }
    dropQueue(for: reason)
    return flights.filter { $0.value.step != .settled }.keys.compactMap {
      abandon($0, for: reason)
    }
  }

  private mutating func abandon(
    _ flight: Int, for reason: MirrorCounts.DropReason
  ) -> Task<Void, Never>? {
    _ = settle(flight, droppedFor: reason)
    counts.abandonedCalls += 1
    return flights.removeValue(forKey: flight)?.task
  }

  // MARK: - Callers' jobs

  /// Stores a job of a caller that is finished, if its documents are mirrored.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - isTimely: Whether the caller read it, as opposed to the mirror, which reads rarely.
  mutating func observe(_ job: ClassifyJob, isTimely: Bool = true) {
    guard job.status.isFinished, let primary = primaries[job.id], primary.finished == nil else {
      return
    }
    let seconds = isTimely ? primary.sinceSubmission.elapsed() / .seconds(1) : nil
    primaries[job.id]?.finished = Finished(job: job, seconds: seconds)
  }

  func finishedPrimary(_ id: JobID) -> Finished? { primaries[id]?.finished }

  private mutating func release(_ id: JobID) {
    guard var primary = primaries[id] else { return }
    primary.documentCount -= 1
    primaries[id] = primary.documentCount > 0 ? primary : nil
  }
}
