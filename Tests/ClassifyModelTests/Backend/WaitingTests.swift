// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization
import TestSupport
import Testing

@Suite struct WaitingTests {
  static let id = JobID.job("clj-1", .v2)

  @Test(arguments: [JobStatus.succeeded, .partiallySucceeded, .failed, .cancelled])
  func pollsWithDelaysGrowingFromOneToFiveSeconds(end: JobStatus) async throws {
    let backend = ScriptedBackend(
      [.pending, .pending, .running, .running, .running, .running, end])
    let clock = ManualClock()
    let job = try await backend.waitUntilFinished(Self.id, clock: clock)
    #expect(job.status == end)
    #expect(clock.sleeps == [1, 2, 3, 4, 5, 5, 5].map { .seconds($0) })
    #expect(backend.polledIDs == Array(repeating: Self.id, count: 7))
  }

  @Test func pollsFinishedJobOnce() async throws {
    let backend = ScriptedBackend([.succeeded])
    let clock = ManualClock()
    _ = try await backend.waitUntilFinished(Self.id, clock: clock)
    #expect(clock.sleeps == [.seconds(1)])
    #expect(backend.polledIDs.count == 1)
  }

  @Test func usesGivenPollingSchedule() async throws {
    let backend = ScriptedBackend([.pending, .pending, .pending, .succeeded])
    let clock = ManualClock()
    let schedule = PollingSchedule(
      initialDelay: .zero, increment: .milliseconds(300), maximumDelay: .milliseconds(500))
    _ = try await backend.waitUntilFinished(Self.id, schedule: schedule, clock: clock)
    #expect(clock.sleeps == [0, 300, 500, 500].map { .milliseconds($0) })
  }

  /// The last delay is shortened to the deadline, which is followed by a final poll.
  @Test(arguments: [
    (10, [1, 2, 3, 4]), (9, [1, 2, 3, 3]), (1, [1]), (0, [0]),
  ])
  func timesOutAtDeadline(deadline: Int, sleeps: [Int]) async throws {
    let backend = ScriptedBackend([.running])
    let clock = ManualClock()
    let error = await #expect(throws: ClassifyError.self) {
      try await backend.waitUntilFinished(
        Self.id, schedule: PollingSchedule(deadline: .seconds(deadline)), clock: clock)
    }
    #expect(error?.code == .timeout)
    #expect(error?.message.contains("job clj-1 ") == true)
    #expect(error?.message.contains("running") == true)
    #expect(clock.sleeps == sleeps.map { .seconds($0) })
    #expect(backend.polledIDs.count == sleeps.count)
  }

  @Test func returnsJobThatFinishesAtDeadline() async throws {
    let backend = ScriptedBackend([.running, .running, .succeeded])
    let clock = ManualClock()
    let job = try await backend.waitUntilFinished(
      Self.id, schedule: PollingSchedule(deadline: .seconds(6)), clock: clock)
    #expect(job.status == .succeeded)
    #expect(clock.now.offset == .seconds(6))
  }

  @Test func timesOutAfterTwoHoursByDefault() async throws {
    let backend = ScriptedBackend([.pending])
    let clock = ManualClock()
    let error = await #expect(throws: ClassifyError.self) {
      try await backend.waitUntilFinished(Self.id, clock: clock)
    }
    #expect(error?.code == .timeout)
    #expect(clock.now.offset == .seconds(7_200))
    // 10 seconds for the first four polls, then one every 5 seconds.
    #expect(backend.polledIDs.count == 4 + 7_190 / 5)
  }

  @Test func failsWhenStatusStaysUnrecognized() async throws {
    let backend = ScriptedBackend([.pending, .unrecognized("PAUSED")])
    let error = await #expect(throws: ClassifyError.self) {
      try await backend.waitUntilFinished(Self.id, clock: ManualClock())
    }
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("\"PAUSED\" 20 times in a row") == true)
    #expect(error?.jobID == Self.id)
    #expect(backend.polledIDs.count == 21)
  }

  @Test func resetsUnrecognizedCountAfterKnownStatus() async throws {
    let unknown = Array(repeating: JobStatus.unrecognized("PAUSED"), count: 2)
    let backend = ScriptedBackend(unknown + [.running] + unknown + [.succeeded])
    let job = try await backend.waitUntilFinished(
      Self.id, schedule: PollingSchedule(maximumUnrecognizedPolls: 3), clock: ManualClock())
    #expect(job.status == .succeeded)
    #expect(backend.polledIDs.count == 6)
  }

  @Test func reportsJobAtEachPoll() async throws {
    let statuses: [JobStatus] = [.pending, .unrecognized("PAUSED"), .running, .failed]
    let seen = Mutex<[JobStatus]>([])
    _ = try await ScriptedBackend(statuses).waitUntilFinished(Self.id, clock: ManualClock()) {
      job in
      seen.withLock { $0.append(job.status) }
    }
    #expect(seen.withLock { $0 } == statuses)
  }

  @Test func rethrowsErrorOfPoll() async throws {
    let failure = ClassifyError(code: .notFound, message: "no such job")
    let backend = ScriptedBackend(script: [.success(.pending), .failure(failure)])
    await #expect(throws: failure.concerning(Self.id)) {
      try await backend.waitUntilFinished(Self.id, clock: ManualClock())
    }
    #expect(backend.polledIDs.count == 2)
  }

  @Test func skipsSleepAndPollWhenCancelled() async throws {
    let backend = ScriptedBackend([.pending])
    let clock = ManualClock()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await backend.waitUntilFinished(Self.id, clock: clock)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(clock.sleeps.isEmpty)
    #expect(backend.polledIDs.isEmpty)
  }

  @Test func stopsPollingWhenCancelled() async throws {
    let backend = ScriptedBackend([.pending])
    let task = Task {
      var polls = 0
      return try await backend.waitUntilFinished(Self.id, clock: ManualClock()) { _ in
        polls += 1
        if polls == 3 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(backend.polledIDs.count == 3)
  }

  @Test func submitsAndWaitsForSubmittedJob() async throws {
    let backend = ScriptedBackend([.pending, .succeeded])
    let clock = ManualClock()
    let request = ClassifyRequest(
      documents: [.file("dfl-1")], rules: [Rule(type: "a", description: "is about nothing")])
    let job = try await backend.classify(request, clock: clock)
    #expect(job.id == .job("submitted", .v2))
    #expect(job.status == .succeeded)
    #expect(backend.submitted == [request])
    #expect(backend.polledIDs == [.job("submitted", .v2), .job("submitted", .v2)])
    #expect(clock.sleeps == [.seconds(1), .seconds(2)])
  }
}

@Suite struct PollingScheduleTests {
  @Test func increasesDelayUpToMaximum() {
    let delays = (0..<7).map { PollingSchedule().delay(before: $0) }
    #expect(delays == [1, 2, 3, 4, 5, 5, 5].map { .seconds($0) })
  }

  @Test func neverOverflows() {
    let largest = Duration.seconds(Int64.max)
    let schedule = PollingSchedule(increment: largest, maximumDelay: largest)
    #expect(schedule.delay(before: 0) == .seconds(1))
    // Durations are clamped to 100 years.
    #expect(schedule.delay(before: .max) == .seconds(100 * 365 * 86_400))
    #expect(PollingSchedule(increment: .zero).delay(before: .max) == .seconds(1))
    #expect(PollingSchedule(initialDelay: largest).delay(before: 3) == .seconds(5))
  }
}
