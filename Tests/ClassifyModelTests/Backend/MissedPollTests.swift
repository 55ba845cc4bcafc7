// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization
import TestSupport
import Testing

/// Waits whose polls fail.
@Suite struct MissedPollTests {
  private typealias Poll = Result<JobStatus, ClassifyError>

  private static let id = JobID.job("clj-1", .v2)

  static let transient = [
    ClassifyError(code: .rateLimited, message: "slow down.", status: 429),
    ClassifyError(code: .server, message: "unavailable.", status: 503),
    ClassifyError(code: .connection, message: "lost."),
    ClassifyError(code: .timeout, message: "too slow."),
    ClassifyError(code: .unexpectedStatus, message: "too slow.", status: 408),
  ]

  /// All other codes, and a status that is not listed.
  static let final =
    ClassifyError.Code.allCases.filter { code in !transient.contains { $0.code == code } }
    .map { ClassifyError(code: $0, message: "no.") }
    + [ClassifyError(code: .unexpectedStatus, message: "gone.", status: 410)]

  private func failure(_ error: ClassifyError, times: Int) -> [Poll] {
    Array(repeating: .failure(error), count: times)
  }

  @Test(arguments: transient)
  func continuesAfterTransientErrors(error: ClassifyError) async throws {
    #expect(error.isTransient)
    // Six in a row, also at the first poll and between others.
    let script =
      failure(error, times: 6) + [.success(.running)] + failure(error, times: 6)
      + [.success(.succeeded)]
    let backend = ScriptedBackend(script: script)
    let clock = ManualClock()
    let job = try await backend.waitUntilFinished(Self.id, clock: clock)
    #expect(job.status == .succeeded)
    #expect(backend.polledIDs.count == 14)
    #expect(clock.now.offset < .seconds(7_200))
  }

  @Test(arguments: final)
  func endsWithAnyOtherErrorOnceJobWasRead(error: ClassifyError) async throws {
    #expect(!error.isTransient)
    let backend = ScriptedBackend(script: [.success(.pending), .failure(error)])
    let thrown = await #expect(throws: ClassifyError.self) {
      try await backend.waitUntilFinished(Self.id, clock: ManualClock())
    }
    #expect(thrown?.code == error.code)
    #expect(thrown?.jobID == Self.id)
    #expect(backend.polledIDs.count == 2)
  }

  @Test func growsPausesUpToOneMinuteAndResetsThem() async throws {
    let script = failure(Self.transient[1], times: 5) + [.success(.running), .success(.succeeded)]
    let clock = ManualClock()
    _ = try await ScriptedBackend(script: script).waitUntilFinished(Self.id, clock: clock)
    // The usual pauses would be 1, 2, 3, 4, 5, 5, 5: doubled for each miss in a row.
    #expect(clock.sleeps == [1, 4, 12, 32, 60, 60, 5].map { .seconds($0) })
  }

  /// Without this, a schedule without pauses would poll a failing service without a break.
  @Test func pausesAtLeastOneSecondAfterMiss() async throws {
    let schedule = PollingSchedule(initialDelay: .zero, increment: .zero, maximumDelay: .zero)
    let clock = ManualClock()
    let script = failure(Self.transient[2], times: 3) + [.success(.succeeded)]
    _ = try await ScriptedBackend(script: script).waitUntilFinished(
      Self.id, schedule: schedule, clock: clock)
    #expect(clock.sleeps == [0, 2, 4, 8].map { .seconds($0) })
  }

  /// Up to 5 minutes.
  @Test(arguments: [(90, 90), (300, 300), (301, 300), (1_000_000_000, 300)])
  func pausesAsLongAsServiceAsks(requested: Int, pause: Int) async throws {
    var error = Self.transient[0]
    error.retryAfter = .seconds(requested)
    let clock = ManualClock()
    _ = try await ScriptedBackend(script: [.failure(error), .success(.succeeded)])
      .waitUntilFinished(Self.id, clock: clock)
    #expect(clock.sleeps == [.seconds(1), .seconds(pause)])
  }

  @Test(arguments: transient)
  func reportsLastStatusAndLastFailureAtDeadline(error: ClassifyError) async throws {
    let script = [.success(.running)] + failure(error, times: 1_000)
    let clock = ManualClock()
    let thrown = await #expect(throws: ClassifyError.self) {
      try await ScriptedBackend(script: script).waitUntilFinished(Self.id, clock: clock)
    }
    #expect(thrown?.code == .timeout)
    #expect(thrown?.jobID == Self.id)
    #expect(thrown?.status == error.status)
    let message = thrown?.message ?? ""
    for part in ["job clj-1 ", "may still be running", "\"running\"", error.message] {
      #expect(message.contains(part), "\(message)")
    }
    #expect(clock.now.offset == .seconds(7_200))
  }

  @Test func saysThatStatusIsNotKnownIfNoPollSucceeded() async throws {
    let script = failure(Self.transient[2], times: 100)
    let thrown = await #expect(throws: ClassifyError.self) {
      try await ScriptedBackend(script: script).waitUntilFinished(
        Self.id, schedule: PollingSchedule(deadline: .seconds(30)), clock: ManualClock())
    }
    #expect(thrown?.code == .timeout)
    #expect(thrown?.message.contains("not known") == true)
  }

  // MARK: - Responses of others

  /// The page of a proxy.
  private static var foreign: ClassifyError {
    var error = ClassifyError(code: .malformedResponse, message: "a page", status: 200)
    error.isForeignResponse = true
    return error
  }

  @Test func continuesAfterForeignResponses() async throws {
    let maximum = PollingSchedule.maximumForeignPolls
    let script =
      failure(Self.foreign, times: maximum) + [.success(.running)]
      + failure(Self.foreign, times: maximum) + [.success(.succeeded)]
    let job = try await ScriptedBackend(script: script).waitUntilFinished(
      Self.id, clock: ManualClock())
    #expect(job.status == .succeeded)
  }

  @Test func endsAfterTooManyForeignResponses() async throws {
    let backend = ScriptedBackend(script: failure(Self.foreign, times: 20))
    let thrown = await #expect(throws: ClassifyError.self) {
      try await backend.waitUntilFinished(Self.id, clock: ManualClock())
    }
    #expect(thrown?.code == .malformedResponse)
    #expect(thrown?.jobID == Self.id)
    #expect(backend.polledIDs.count == PollingSchedule.maximumForeignPolls + 1)
  }

  // MARK: - Jobs that are not found

  private static let notFound = ClassifyError(code: .notFound, message: "no such job", status: 404)
  private static let incomplete = ClassifyError(code: .incompleteGroup, message: "one is missing")

  @Test(arguments: [notFound, incomplete])
  func findsJobThatAppearsAfterItsCreation(error: ClassifyError) async throws {
    let script = failure(error, times: 2) + [.success(.succeeded)]
    let clock = ManualClock()
    let job = try await ScriptedBackend(script: script).waitUntilFinished(Self.id, clock: clock)
    #expect(job.status == .succeeded)
    #expect(clock.sleeps == [1, 2, 3].map { .seconds($0) })
  }

  @Test(arguments: [(1, 1), (3, 3), (0, 1), (-1, 1)])
  func endsIfJobIsNotFoundByFirstPolls(maximum: Int, polls: Int) async throws {
    let backend = ScriptedBackend(script: failure(Self.notFound, times: 10))
    let thrown = await #expect(throws: ClassifyError.self) {
      try await backend.waitUntilFinished(
        Self.id, schedule: PollingSchedule(maximumNotFoundPolls: maximum), clock: ManualClock())
    }
    #expect(thrown?.code == .notFound)
    #expect(thrown?.jobID == Self.id)
    #expect(backend.polledIDs.count == polls)
  }

  @Test func reportsNotFoundAtDeadline() async throws {
    let thrown = await #expect(throws: ClassifyError.self) {
      try await ScriptedBackend(script: failure(Self.notFound, times: 10)).waitUntilFinished(
        Self.id, schedule: PollingSchedule(deadline: .seconds(1)), clock: ManualClock())
    }
    #expect(thrown?.code == .notFound)
  }

  // MARK: - Observing

  @Test func reportsMissedPolls() async throws {
    let script =
      failure(Self.transient[1], times: 2) + [.success(.running), .failure(Self.transient[0])]
      + [.success(.succeeded)]
    let misses = Mutex<[MissedPoll]>([])
    var statuses: [JobStatus] = []
    let progress = ScriptedBackend(script: script).progress(of: Self.id, clock: ManualClock())
      .onMissedPoll { miss in misses.withLock { $0.append(miss) } }
    for try await job in progress { statuses.append(job.status) }
    #expect(statuses == [.running, .succeeded])
    let seen = misses.withLock(\.self)
    #expect(seen.map(\.error.code) == [.server, .server, .rateLimited])
    #expect(seen.map(\.consecutive) == [1, 2, 1])
    #expect(seen.map(\.pause) == [4, 12, 10].map { .seconds($0) })
    #expect(seen.allSatisfy { $0.error.jobID == Self.id })
  }

  @Test func stopsWhenCancelledByMissedPoll() async throws {
    let backend = ScriptedBackend(script: failure(Self.transient[1], times: 10))
    let task = Task {
      let progress = backend.progress(of: Self.id, clock: ManualClock()).onMissedPoll { _ in
        withUnsafeCurrentTask { $0?.cancel() }
      }
      for try await _ in progress {}
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(backend.polledIDs.count == 1)
  }

  // MARK: - Deadlines of calls

  @Test func leavesCallsTheRemainingTime() async throws {
    let clock = ManualClock()
    let limits = Mutex<[Duration?]>([])
    let progress = JobProgress(
      jobID: Self.id, schedule: PollingSchedule(deadline: .seconds(4)), clock: clock
    ) {
      limits.withLock { $0.append(CallDeadline.current?.remaining()) }
      return JobStatus.running
    } status: {
      $0
    }
    await #expect(throws: ClassifyError.self) { for try await _ in progress {} }
    // Polls after 1, 3 and 4 seconds; the last one has a second of its own.
    #expect(limits.withLock(\.self) == [4, 2, 1].map { .seconds($0) })
    #expect(CallDeadline.current == nil)
  }

  @Test(arguments: [
    Duration(secondsComponent: .max, attosecondsComponent: 0), .seconds(Int64.max) * 10,
    .seconds(Int64.min), .seconds(Int64.min) * 10,
  ])
  func acceptsExtremeSchedules(duration: Duration) async throws {
    let schedule = PollingSchedule(
      initialDelay: duration, increment: .seconds(1), maximumDelay: .seconds(5), deadline: duration)
    var error = Self.transient[0]
    error.retryAfter = duration
    let backend = ScriptedBackend(script: [.failure(error), .success(.succeeded)])
    _ = try? await backend.waitUntilFinished(Self.id, schedule: schedule, clock: ManualClock())
    #expect(!backend.polledIDs.isEmpty)
  }

  // MARK: - Failed jobs without results

  @Test(arguments: [JobStatus.failed, .cancelled])
  func namesDocumentsOfJobWithoutResults(status: JobStatus) async throws {
    let request = ClassifyRequest(
      documents: [.file("dfl-1"), .file("dfl-2")],
      rules: [Rule(type: "a", description: "is about nothing")])
    let job = try await ScriptedBackend([.pending, status]).classify(request, clock: ManualClock())
    #expect(job.documents.map(\.reference) == [.file("dfl-1"), .file("dfl-2")])
    #expect(
      job.documents.map(\.outcome)
        == Array(repeating: status == .failed ? .failed(message: nil) : .cancelled, count: 2))
  }
}
