// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// The creation of a group's members: the first one alone, then the others concurrently and paced.
struct GroupCreator {
  let backend: V2Backend
  let id: GroupID
  let bodies: [V2.ClassifyCreateParams]
  /// The origin of the group's ID; no other call can complete a generated one.
  let origin: V2Submission.Origin
  /// The origin of the members' keys: this client if no request has used the group, be its ID the
  /// caller's or not.
  let keyOrigin: IdempotencyCheck.KeyOrigin

  /// The maximum number of times that a member is sent again after its retries end with a 429.
  ///
  /// A 429 never creates a job. Each round increases the interval between requests.
  private static let maximumRateLimitRounds = 8

  /// Creates the missing members.
  ///
  /// If that fails or the task is cancelled, the members of a new group are cancelled, as
  /// ``V2Options/incompleteGroupAction`` says, and jobs without a key always: nothing finds them
  /// later. That work is not cancelled with the task, and starts no cancellation after
  /// ``GroupCleanup/timeout``. A `CancellationError` has no room for what may still run, so that is
  /// reported to the observer before.
  ///
  /// - Parameter existing: The members that exist.
  /// - Returns: All members, by position.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/incompleteGroup`` if a member
  ///   can't be created, or ``ClassifyError/Code/idempotencyMismatch`` if an existing member
  ///   differs from the request; with the code of its failure if the first missing member can't be
  ///   created; `CancellationError` in a cancelled task.
  func create(existing: GroupMembers) async throws -> [Int: V2.Job] {
    for (position, job) in existing.jobs { try check(job, position) }
    var progress = GroupProgress(members: existing.jobs)
    let missing = bodies.indices.filter { existing.jobs[$0] == nil }
    // Lists show a group at its first member, so that member must always exist. If the first
    // creation fails, the others would probably fail too.
    await create(missing.prefix(1), rateLimitRounds: 0, into: &progress)
    if !progress.hasFailed {
      await create(
        missing.dropFirst(), rateLimitRounds: Self.maximumRateLimitRounds, into: &progress)
    }
    guard progress.hasFailed else { return progress.members }
    let incomplete = IncompleteGroup(
      id: id, bodies: bodies, progress: progress, cleanup: await cleanUp(progress),
      isNew: origin == .generated, cancelsMembers: cancelsMembers(after: progress),
      hasCreated: progress.members.count > existing.jobs.count, redactor: redactor(0))
    guard progress.isCancelled || Task.isCancelled else { throw incomplete.error }
    if let note = incomplete.note { backend.observe([note]) }
    throw CancellationError()
  }

  /// Whether the members of a group that can't be created completely are cancelled.
  private func cancelsMembers(after progress: GroupProgress) -> Bool {
    guard backend.options.incompleteGroupAction == .cancelMembers else { return false }
    return switch origin {
    case .caller: false
    case .generated: true
    case .derived: progress.failures.values.contains(where: \.isFinalRejection)
    }
  }

  /// Creates members concurrently; after the first failure no further creation is started.
  ///
  /// It returns after the requests in flight have ended, in a cancelled task too.
  private func create(
    _ positions: ArraySlice<Int>, rateLimitRounds: Int, into progress: inout GroupProgress
  ) async {
    var pending = positions
    await withTaskGroup(of: (Int, GroupProgress.Creation).self) { group in
      func startNext() {
        guard let position = pending.popFirst() else { return }
        group.addTask { (position, await create(position, rateLimitRounds: rateLimitRounds)) }
      }
      for _ in 0..<backend.options.concurrency { startNext() }
      while let (position, creation) = await group.next() {
        progress.add(creation, at: position)
        if !progress.hasFailed { startNext() }
      }
    }
  }

  /// Creates the member at a position, sending it again at a slower pace after a 429.
  private func create(_ position: Int, rateLimitRounds: Int) async -> GroupProgress.Creation {
    var remainingRounds = rateLimitRounds
    var mayExist = false
    while true {
      do {
        try await backend.pacer.acquire()
        try Task.checkCancellation()
      } catch {
        return .cancelled(mayExist: mayExist)
      }
      var mayHaveBeenProcessed = false
      do {
        let response = try await backend.client.send(
          V2Calls.create(bodies[position]), mayHaveBeenProcessed: &mayHaveBeenProcessed)
        await backend.pacer.decreaseInterval()
        let job = response.value
        guard job.transactionID.value != nil else { return .unidentified(job) }
        try check(job, position)
        return .created(job, mayBeRepeated: mayExist || response.metadata.attempts > 1)
      } catch let error as ClassifyError {
        mayExist = mayExist || error.mayHaveBeenProcessed
        guard error.code == .rateLimited, remainingRounds > 0 else {
          return .failed(error, mayExist: mayExist)
        }
        remainingRounds -= 1
        await backend.pacer.increaseInterval()
      } catch {
        return .cancelled(mayExist: mayExist || mayHaveBeenProcessed)
      }
    }
  }

  private func check(_ job: V2.Job, _ position: Int) throws(ClassifyError) {
    let notes = try IdempotencyCheck.check(
      job, against: bodies[position], key: keyOrigin, redactor: redactor(position))
    if !notes.isEmpty { backend.observe(notes) }
  }

  /// Returns the redactor of the call that creates a member.
  private func redactor(_ position: Int) -> Redactor {
    backend.client.redactor(of: bodies[position])
  }

  /// Cancels the jobs that are not kept, in a task that is not cancelled with this one.
  ///
  /// It does so in the published dialect too, whose reference has no cancellation: the service may
  /// have it.
  private func cleanUp(_ progress: GroupProgress) async -> GroupCleanup.Outcome {
    let cleanup = GroupCleanup(backend: backend, id: id)
    let cancelsMembers = cancelsMembers(after: progress)
    return await Task {
      guard cancelsMembers else { return await cleanup.cancel(progress.unidentified) }
      return await cleanup.cancel(
        progress.jobs, lookingFor: progress.uncertain, findsRepetitions: progress.mayHaveRepetitions
      )
    }.value
  }
}

/// The state of a group's creation.
struct GroupProgress {
  /// The result of creating one member.
  enum Creation: Sendable {
    /// A job with the member's key; it may be repeated if several requests were sent.
    case created(V2.Job, mayBeRepeated: Bool)
    /// A job without an idempotency key.
    case unidentified(V2.Job)
    case failed(ClassifyError, mayExist: Bool)
    /// The task was cancelled.
    case cancelled(mayExist: Bool)
  }

  /// The members, by position.
  private(set) var members: [Int: V2.Job]
  /// The errors of members that could not be created, by position; they quote jobs unredacted.
  private(set) var failures: [Int: ClassifyError] = [:]
  /// The created jobs that can't be members, because the group's ID does not find them.
  private(set) var unidentified: [V2.Job] = []
  /// The positions of members that may exist, although no response says so.
  private(set) var uncertain: Set<Int> = []
  /// Whether a service that loses keys may have created a member more than once.
  private(set) var mayHaveRepetitions = false
  /// Whether the task was cancelled.
  private(set) var isCancelled = false

  init(members: [Int: V2.Job]) {
    self.members = members
  }

  /// Whether no further member may be created.
  var hasFailed: Bool { isCancelled || !failures.isEmpty }
  /// The jobs that are known to exist.
  var jobs: [V2.Job] { members.sorted { $0.key < $1.key }.map(\.value) + unidentified }

  mutating func add(_ creation: Creation, at position: Int) {
    switch creation {
    case .created(let job, let mayBeRepeated):
      mayHaveRepetitions = mayHaveRepetitions || mayBeRepeated
      if let other = members.first(where: { $0.value.id == job.id })?.key {
        uncertain.insert(position)
        failures[position] = Self.malformed(
          "the service responded with job \(job.id), which is that of document \(other + 1)")
      } else {
        members[position] = job
      }
    case .unidentified(let job):
      unidentified.append(job)
      failures[position] = Self.malformed(
        "job \(job.id) has no transaction_id, so the group could not be found again by its ID")
    case .failed(let error, let mayExist):
      failures[position] = error
      if mayExist { uncertain.insert(position) }
    case .cancelled(let mayExist):
      isCancelled = true
      if mayExist { uncertain.insert(position) }
    }
  }

  private static func malformed(_ message: String) -> ClassifyError {
    ClassifyError(code: .malformedResponse, message: message, operation: "classify.create")
  }
}
