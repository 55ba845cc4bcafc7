// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import Synchronization
import TestSupport
import Testing

/// The number of attempts, and the delays between them.
@Suite struct ServiceClientRetryTests {
  private static let read = ServiceCall<JSONValue>(operation: "x", method: .get, path: ["a"])
  private static let create = ServiceCall<JSONValue>(
    operation: "x", method: .post, path: ["a"], body: .json(1 as JSONValue))
  private static let keyedCreate = ServiceCall<JSONValue>(
    operation: "x", method: .post, path: ["a"], body: .json(1 as JSONValue),
    idempotency: .idempotent)

  private static let lost = StubTransport.Stub.failure(
    TransportError(kind: .connectionLost, delivery: .unknown, message: "lost"))
  private static let refused = StubTransport.Stub.failure(
    TransportError(kind: .cannotConnect, delivery: .notSent, message: "refused"))

  private func client(
    _ transport: StubTransport, clock: ManualClock,
    attemptClock: any Clock<Duration> = ContinuousClock()
  ) throws -> ServiceClient {
    ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("llx-1")), transport: transport,
      clock: clock, attemptClock: attemptClock,
      generator: SharedGenerator(SeededGenerator(seed: .random(in: 0 ... .max))))
  }

  @Test func delaysRetriesWithinBackoffLimits() async throws {
    let stubs = Array(repeating: StubTransport.Stub.json(503, ""), count: 5) + [.json(200, "1")]
    try await StubTransport.run(stubs) { transport in
      let clock = ManualClock()
      let response = try await client(transport, clock: clock).send(Self.read)
      #expect(response.attempts == 6)
      #expect(clock.sleeps.count == 5)
      for (wait, ceiling) in zip(clock.sleeps, [0.5, 1, 2, 4, 8]) {
        #expect(wait >= .zero && wait <= .seconds(ceiling))
      }
      #expect(
        transport.requests.map { $0.headerFields[.retryCount] } == [nil, "1", "2", "3", "4", "5"])
    }
  }

  @Test func announcesRetryBeforeItsPause() async throws {
    let limited = StubTransport.Stub.json(429, "", ["Retry-After": "7"])
    try await StubTransport.run([limited, .json(200, "1")]) { transport in
      let clock = ManualClock()
      let retries = Mutex<[ScheduledRetry]>([])
      var client = try client(transport, clock: clock)
      client.onRetry = { retry in
        #expect(clock.sleeps.isEmpty)
        retries.withLock { $0.append(retry) }
      }
      _ = try await client.send(Self.read)
      let retry = try #require(retries.withLock(\.self).first)
      #expect(retries.withLock(\.count) == 1)
      #expect(retry.delay == clock.sleeps.first)
      #expect(retry.reason == "status 429")
    }
  }

  @Test func throwsLastFailureWhenRetriesAreExhausted() async throws {
    try await StubTransport.run([.json(503, ""), Self.lost, .json(429, "")]) { transport in
      let client = try client(transport, clock: ManualClock())
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(Self.read, options: ServiceOptions(maximumRetries: 2))
      }
      #expect(error?.code == .rateLimited)
      #expect(error?.attempts == 3)
    }
  }

  @Test(arguments: [lost, .json(503, ""), .json(408, ""), .json(409, ""), .json(502, "")])
  func doesNotRetryNonIdempotentRequestThatMayHaveBeenProcessed(stub: StubTransport.Stub)
    async throws
  {
    try await StubTransport.run([stub]) { transport in
      let client = try client(transport, clock: ManualClock())
      let error = await #expect(throws: ClassifyError.self) { try await client.send(Self.create) }
      #expect(error?.attempts == 1)
    }
  }

  @Test(arguments: [refused, .json(429, "")])
  func retriesNonIdempotentRequestWhenNotProcessed(stub: StubTransport.Stub) async throws {
    try await StubTransport.run([stub, stub, .json(200, "1")]) { transport in
      let client = try client(transport, clock: ManualClock())
      #expect(try await client.send(Self.create).attempts == 3)
    }
  }

  @Test(arguments: [lost, refused, .json(503, ""), .json(409, "")])
  func retriesCreateWithIdempotencyKey(stub: StubTransport.Stub) async throws {
    try await StubTransport.run([stub, .json(200, "1")]) { transport in
      let client = try client(transport, clock: ManualClock())
      #expect(try await client.send(Self.keyedCreate).attempts == 2)
    }
  }

  /// The responses of the attempts, and whether the request may have been processed.
  private static let attempts: [(stubs: [StubTransport.Stub], mayHaveBeenProcessed: Bool)] = [
    ([refused], false), ([refused, refused, .json(429, "")], false), ([.json(400, "")], false),
    ([.json(401, "")], false), ([.json(402, "")], false), ([.json(403, "")], false),
    ([.json(404, "")], false), ([.json(422, "")], false), ([refused, .json(422, "")], false),
    ([.json(408, "")], true), ([.json(409, "")], true), ([.json(500, "")], true),
    ([.json(503, "")], true), ([.json(302, "")], true), ([lost], true), ([.hang], true),
    ([.json(200, "not JSON")], true),
    // One attempt without a response is enough.
    ([lost, .json(422, "")], true), ([.json(503, ""), .json(429, ""), refused], true),
  ]

  @Test(arguments: attempts)
  func provesThatNothingWasProcessedOnlyFromAllAttempts(
    stubs: [StubTransport.Stub], mayHaveBeenProcessed: Bool
  ) async throws {
    try await StubTransport.run(stubs) { transport in
      // A manual clock ends an attempt at once, which is meant only for one that hangs.
      let hangs = stubs.contains { if case .hang = $0 { true } else { false } }
      let attemptClock: any Clock<Duration> = if hangs { ManualClock() } else { ContinuousClock() }
      let client = try client(transport, clock: ManualClock(), attemptClock: attemptClock)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(
          Self.keyedCreate,
          options: ServiceOptions(attemptTimeout: .seconds(9), maximumRetries: stubs.count - 1))
      }
      #expect(error?.mayHaveBeenProcessed == mayHaveBeenProcessed)
    }
  }

  @Test func waitsForRetryAfter() async throws {
    try await StubTransport.run([.json(429, "", ["Retry-After": "7"]), .json(200, "1")]) {
      transport in
      let clock = ManualClock()
      _ = try await client(transport, clock: clock).send(Self.read)
      #expect(clock.sleeps == [.seconds(7)])
    }
  }

  @Test func doesNotWaitPastTimeout() async throws {
    let slow = StubTransport.Stub.json(429, "", ["Retry-After": "40"])
    try await StubTransport.run([slow, slow, slow]) { transport in
      let clock = ManualClock()
      let client = try client(transport, clock: clock)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(Self.read, options: ServiceOptions(timeout: .seconds(100)))
      }
      #expect(error?.code == .rateLimited)
      #expect(clock.sleeps == [.seconds(40), .seconds(40)])
    }
  }

  @Test(arguments: [create, keyedCreate, read])
  func doesNotSendAttemptAfterOverrunDelay(call: ServiceCall<JSONValue>) async throws {
    let slow = StubTransport.Stub.json(429, "", ["Retry-After": "1"])
    try await StubTransport.run([slow, slow]) { transport in
      let client = ServiceClient(
        configuration: ServiceConfiguration(key: try Secret("llx-1")), transport: transport,
        clock: OversleepingClock())
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(call, options: ServiceOptions(timeout: .seconds(5)))
      }
      #expect(error?.code == .rateLimited)
      #expect(error?.attempts == 2)
    }
  }

  @Test func retriesTimedOutAttemptWhenIdempotent() async throws {
    try await StubTransport.run([.hang, .hang]) { transport in
      let attemptClock = ManualClock()
      let client = try client(transport, clock: ManualClock(), attemptClock: attemptClock)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(
          Self.read, options: ServiceOptions(attemptTimeout: .seconds(9), maximumRetries: 1))
      }
      #expect(error?.code == .timeout)
      #expect(error?.attempts == 2)
      #expect(error?.message.contains("9 seconds") == true)
      #expect(attemptClock.sleeps == [.seconds(9), .seconds(9)])
    }
  }

  @Test func doesNotRetryTimedOutAttemptWhenNonIdempotent() async throws {
    try await StubTransport.run([.hang]) { transport in
      let client = try client(transport, clock: ManualClock(), attemptClock: ManualClock())
      let error = await #expect(throws: ClassifyError.self) { try await client.send(Self.create) }
      #expect(error?.code == .timeout)
    }
  }

  @Test func limitsAttemptToRemainingTimeOfCall() async throws {
    let wait = StubTransport.Stub.json(429, "", ["Retry-After": "7"])
    try await StubTransport.run([wait, .hang]) { transport in
      let attemptClock = ManualClock()
      let client = try client(transport, clock: ManualClock(), attemptClock: attemptClock)
      await #expect(throws: ClassifyError.self) {
        try await client.send(
          Self.read, options: ServiceOptions(timeout: .seconds(10), maximumRetries: 1))
      }
      #expect(attemptClock.sleeps.last == .seconds(3))
    }
  }

  @Test func throwsCancellationErrorWhenCancelledDuringAttempt() async throws {
    try await StubTransport.run([.hang]) { transport in
      let client = try client(transport, clock: ManualClock())
      let task = Task { try await client.send(Self.read) }
      while transport.requests.isEmpty { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test func throwsCancellationErrorWhenCancelledDuringDelay() async throws {
    await StubTransport.run([.json(429, "", ["Retry-After": "50"])]) { transport in
      let client = ServiceClient(
        configuration: ServiceConfiguration(key: nil), transport: transport)
      let task = Task { try await client.send(Self.read) }
      while transport.requests.isEmpty { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test func sendsNothingWhenAlreadyCancelled() async throws {
    try await StubTransport.run([]) { transport in
      let client = try client(transport, clock: ManualClock())
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await client.send(Self.read)
      }
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }
}

/// A clock whose sleeps overrun by 2 seconds.
private struct OversleepingClock: Clock {
  private let clock = ManualClock()

  var now: ManualClock.Instant { clock.now }
  var minimumResolution: Duration { clock.minimumResolution }

  func sleep(until deadline: ManualClock.Instant, tolerance: Duration?) async throws {
    try await clock.sleep(until: deadline.advanced(by: .seconds(2)), tolerance: tolerance)
  }
}
