// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

/// The part of a mirror that its tasks refer to, so that releasing the mirror ends them.
final class MirrorCore: Sendable {
  /// The pauses between checks of whether the mirror is idle.
  private static let drainPauses = PollingSchedule(
    initialDelay: .milliseconds(10), increment: .milliseconds(10), maximumDelay: .seconds(1))
  /// The maximum part of a document's time that is kept for reading the caller's job.
  private static let maximumReserve = Duration.seconds(60)

  let clock: any Clock<Duration>
  private let v1: any ClassifyBackend
  private let v2: any ClassifyBackend
  let options: MirrorOptions
  private let onCompared: @Sendable (ComparisonResult) -> Void
  private let state = Mutex(MirrorState())

  init(
    v1: any ClassifyBackend, v2: any ClassifyBackend, options: MirrorOptions,
    clock: any Clock<Duration>, onCompared: @escaping @Sendable (ComparisonResult) -> Void
  ) {
    self.v1 = v1
    self.v2 = v2
    self.options = options
    self.clock = clock
    self.onCompared = onCompared
  }

  var counts: MirrorCounts { withState { $0.snapshot } }

  /// Runs `body` under the lock, and releases what it drops after that.
  func withState<Value: Sendable>(_ body: (inout MirrorState) -> Value) -> Value {
    let (value, _) = state.withLock { state in (body(&state), state.takeDiscarded()) }
    return value
  }

  // MARK: - Calls by callers

  func offer(_ mirrored: MirroredRequest, isSampled: Bool, control: MigrationControl) {
    withState { state in
      // Read under the lock: `kill()` turns the switch on before it empties the queue.
      if control.isKilled {
        state.reject(mirrored.request.documents.count, for: .killed)
      } else if !isSampled {
        state.reject(mirrored.request.documents.count, for: .sampledOut)
      } else {
        state.offer(mirrored, options: options)
        startTasks(&state)
      }
    }
  }

  func reject(_ count: Int, for reason: MirrorCounts.DropReason) {
    withState { $0.reject(count, for: reason) }
  }

  func observe(_ job: ClassifyJob, isTimely: Bool = true) {
    let pauses = withState { $0.observe(job, isTimely: isTimely) }
    for pause in pauses { pause.cancel() }
  }

  func dropAll(for reason: MirrorCounts.DropReason, stopping: Bool) {
    let tasks = withState { $0.dropAll(for: reason, stopping: stopping) }
    for task in tasks { task.cancel() }
  }

  func drain(within limit: Duration) async -> Bool {
    let stopwatch = Stopwatch(clock)
    var checks = 0
    while !withState({ $0.isIdle }) {
      let remaining = limit - stopwatch.elapsed()
      guard remaining > .zero else { return false }
      do {
        try await clock.sleep(for: min(Self.drainPauses.delay(before: checks), remaining))
      } catch {
        return false
      }
      checks += 1
    }
    return true
  }

  // MARK: - Tasks

  /// Starts a task for each document that may be in flight.
  private func startTasks(_ state: inout MirrorState) {
    while let (entry, number) = state.startNext(options) {
      state.setTask(
        Task.detached(priority: .utility) { [self] in
          let timer = Task.detached(priority: .utility) { [self] in
            try await clock.sleep(for: options.deadline)
            let task = withState { state in
              let task = state.expire(number)
              // The worker is free, even if the calls of the document never return.
              startTasks(&state)
              return task
            }
            task?.cancel()
          }
          await run(entry, number)
          timer.cancel()
          withState { state in
            state.remove(number)
            startTasks(&state)
          }
        }, of: number)
    }
  }

  /// Runs a document to its end, and reports it unless it was counted meanwhile.
  private func run(_ entry: MirrorQueue.Entry, _ number: Int) async {
    let stopwatch = Stopwatch(clock)
    let remaining: @Sendable () -> Duration = { [options] in
      options.deadline - stopwatch.elapsed()
    }
    let outcome = await CallDeadline.$current.withValue(CallDeadline(remaining: remaining)) {
      await compare(entry, number, since: stopwatch)
    }
    switch outcome {
    case .compared(let result):
      guard withState({ $0.count(number, droppedFor: nil) }) else { return }
      onCompared(result)
    case .dropped(let reason):
      _ = withState { $0.count(number, droppedFor: reason) }
    }
  }

  private enum Outcome {
    case compared(ComparisonResult)
    case dropped(MirrorCounts.DropReason)
  }

  private func compare(
    _ entry: MirrorQueue.Entry, _ number: Int, since stopwatch: Stopwatch
  ) async -> Outcome {
    let (mirrored, position) = (entry.mirrored, entry.position)
    let document = mirrored.request.documents[position]
    var drift: [DriftFinding] = []
    guard
      let result = await mirroredResult(entry, number, since: stopwatch, addingDriftTo: &drift)
    else { return .dropped(withState { $0.step(of: number) }.reason) }
    setStep(.readingPrimary, of: number)
    guard let primary = await callerJob(mirrored.primaryID, of: number, since: stopwatch) else {
      return .dropped(.primaryUnread)
    }
    let record = primary.job.record(of: document, at: position)
    guard primary.job.status != .cancelled, record?.status != .cancelled else {
      return .dropped(.primaryCancelled)
    }
    let answer = SideResult(of: record, in: primary.job, seconds: primary.seconds)
    // Of the caller's job, what it says about other documents counts for those.
    var job = primary.job
    job.documents = record.map { [$0] } ?? []
    drift += DriftFinding.findings(in: job)
    let (v1, v2) = mirrored.version == .v2 ? (answer, result) : (result, answer)
    return .compared(
      ComparisonResult(
        ComparedDocument(name: document.identifier, v1: v1, v2: v2), drift: drift))
  }

  /// Returns the result of the mirrored version; `nil` if an error says nothing about it.
  private func mirroredResult(
    _ entry: MirrorQueue.Entry, _ number: Int, since stopwatch: Stopwatch,
    addingDriftTo drift: inout [DriftFinding]
  ) async -> SideResult? {
    let mirrored = entry.mirrored
    let backend = backend(mirrored.version)
    let request = mirrored.request(
      at: entry.position, hasKeys: backend.capabilities.supportsIdempotencyKeys)
    let deadline = options.deadline - min(options.deadline / 10, Self.maximumReserve)
    let remaining: @Sendable () -> Duration = { deadline - stopwatch.elapsed() }
    var jobID: JobID?
    do {
      let created = try await CallDeadline.$current.withValue(
        CallDeadline(remaining: remaining)
      ) {
        try await backend.submit(request)
      }
      let id = created.id
      jobID = id
      drift += DriftFinding.findings(in: created)
      setStep(.waiting, of: number)
      var schedule = options.polling
      schedule.deadline = remaining()
      let job = try await backend.waitUntilFinished(
        id, schedule: schedule, clock: clock, addingDriftTo: &drift)
      let result = SideResult(
        of: job.record(of: request.documents[0], at: 0), in: job,
        seconds: stopwatch.elapsed() / .seconds(1))
      addCredits(of: result)
      return result
    } catch is CancellationError {
      return nil
    } catch {
      let result = SideResult(failure: error, jobID: jobID)
      addCredits(of: result)
      guard ErrorScope(of: error) != .caller else { return nil }
      drift += DriftFinding.findings(in: error, on: mirrored.version)
      return result
    }
  }

  /// Adds the credits of a mirrored job, and drops the queue if no further one may be created.
  private func addCredits(of result: SideResult) {
    withState { state in
      state.addCredits(of: result)
      startTasks(&state)
    }
  }

  func backend(_ version: APIVersion) -> any ClassifyBackend {
    switch version {
    case .v1: v1
    case .v2: v2
    }
  }

  private func setStep(_ step: MirrorState.Step, of number: Int) {
    withState { $0.setStep(step, of: number) }
  }
}
