// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV2
import TestSupport
import Testing

/// Polling jobs until they finish, on a manual clock.
@Suite struct JobProgressTests {
  private func job(_ status: String) -> StubTransport.Stub {
    .json(
      200,
      """
      {"id":"j","configuration":{"rules":[]},"document_input_type":"file_id","file_input":"f",\
      "project_id":"p","status":"\(status)","user_id":"u"}
      """)
  }

  private func client(_ transport: StubTransport, _ clock: ManualClock) -> LlamaCloud {
    LlamaCloud(
      configuration: ServiceConfiguration(key: nil), transport: transport, clock: clock)
  }

  private func created(in world: World) async throws -> String {
    try await world.client().classify.create(
      V2.ClassifyCreateParams(fileInput: world.addFile(), rules: Samples.rules)
    ).id
  }

  @Test func yieldsJobAtEachPollUntilFinished() async throws {
    let world = World()
    let id = try await created(in: world)
    var seen: [String] = []
    for try await job in try world.client().classify.progress(of: id) {
      seen.append(job.status.text)
    }
    #expect(seen == ["PENDING", "RUNNING", "COMPLETED"])
    #expect(world.clock.sleeps == [.seconds(1), .seconds(2), .seconds(3)])
  }

  @Test func pollsWithDelaysGrowingFromOneToFiveSeconds() async throws {
    let stubs = [StubTransport.Stub](repeating: job("PENDING"), count: 6) + [job("COMPLETED")]
    try await StubTransport.run(stubs) { transport in
      let clock = ManualClock()
      let done = try await client(transport, clock).classify.waitForCompletion("j")
      #expect(done.status == .known(.completed))
      #expect(clock.sleeps == [1, 2, 3, 4, 5, 5, 5].map { .seconds($0) })
    }
  }

  @Test func usesGivenPollingSchedule() async throws {
    let stubs = [job("RUNNING"), job("RUNNING"), job("COMPLETED")]
    try await StubTransport.run(stubs) { transport in
      let clock = ManualClock()
      let schedule = PollingSchedule(
        initialDelay: .milliseconds(10), increment: .milliseconds(20),
        maximumDelay: .milliseconds(25))
      _ = try await client(transport, clock).classify.waitForCompletion("j", schedule: schedule)
      #expect(clock.sleeps == [10, 25, 25].map { .milliseconds($0) })
    }
  }

  @Test func timesOutAfterTwoHoursWithFinalPoll() async throws {
    let world = World {
      $0.jobDurations = Sandbox.JobDurations(pending: .seconds(1_000_000))
    }
    let id = try await created(in: world)
    let error = try await classifyError {
      try await world.client().classify.waitForCompletion(id)
    }
    #expect(error?.code == .timeout)
    #expect(error?.message.contains(id) == true)
    #expect(world.clock.now.offset == .seconds(7_200))
  }

  @Test func pollsOnceWithZeroDeadline() async throws {
    try await StubTransport.run([job("PENDING")]) { transport in
      let error = try await classifyError {
        try await client(transport, ManualClock()).classify.waitForCompletion(
          "j", schedule: PollingSchedule(deadline: .zero))
      }
      #expect(error?.code == .timeout)
    }
  }

  @Test(arguments: ["COMPLETED", "FAILED", "CANCELLED"])
  func returnsJobInEveryTerminalStatus(status: String) async throws {
    try await StubTransport.run([job(status)]) { transport in
      let job = try await client(transport, ManualClock()).classify.waitForCompletion("j")
      #expect(job.status.text == status)
    }
  }

  @Test func returnsJobCancelledWhilePolling() async throws {
    let world = World()
    let client = try world.client()
    let id = try await created(in: world)
    var seen: [String] = []
    for try await job in client.classify.progress(of: id) {
      if seen.isEmpty { _ = try await client.classify.cancel(id) }
      seen.append(job.status.text)
    }
    #expect(seen == ["PENDING", "CANCELLED"])
  }

  @Test func failsWhenStatusStaysUnrecognized() async throws {
    let stubs = [StubTransport.Stub](repeating: job("PAUSED"), count: 3)
    try await StubTransport.run(stubs) { transport in
      let schedule = PollingSchedule(maximumUnrecognizedPolls: 3)
      let seen = Collector<String>()
      let error = try await classifyError {
        for try await job in client(transport, ManualClock()).classify.progress(
          of: "j", schedule: schedule)
        { seen.add(job.status.text) }
      }
      #expect(seen.values == ["PAUSED", "PAUSED", "PAUSED"])
      #expect(error?.code == .malformedResponse)
      #expect(error?.message.contains("\"PAUSED\" 3 times") == true)
    }
  }

  @Test func resetsUnrecognizedCountAfterKnownStatus() async throws {
    let stubs = ["PAUSED", "PAUSED", "RUNNING", "PAUSED", "PAUSED", "COMPLETED"].map(job)
    try await StubTransport.run(stubs) { transport in
      let done = try await client(transport, ManualClock()).classify.waitForCompletion(
        "j", schedule: PollingSchedule(maximumUnrecognizedPolls: 3))
      #expect(done.status == .known(.completed))
    }
  }

  @Test func stopsPollingWhenCancelled() async throws {
    let world = World {
      $0.jobDurations = Sandbox.JobDurations(pending: .seconds(1_000_000))
    }
    let id = try await created(in: world)
    let client = try world.client()
    let polled = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for try await _ in client.classify.progress(of: id) {
        polled.continuation.yield()
        // Don't poll again before the task is cancelled.
        while !Task.isCancelled { await Task.yield() }
      }
    }
    for await _ in polled.stream { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
