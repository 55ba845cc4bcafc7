// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyURLSession
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Cancels every operation at every step.
@Suite(.timeLimit(.minutes(15))) struct CancellationTests {
  private static let start: Int64 = 1_800_000_000_000

  /// The outcome of an operation that was cancelled at a step.
  private struct Run {
    let result: Result<Void, any Error>
    let steps: [String]
    let hasCancelled: Bool
    let requestCount: Int
    let sandbox: Sandbox
    let subject: CancelledOperation.Subject
  }

  private func client(
    _ sandbox: Sandbox, _ transport: any HTTPTransport, _ clock: any Clock<Duration>,
    _ classifier: ClassifierService, now: @escaping @Sendable () -> Int64
  ) throws -> LlamaCloud {
    LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret(FaultRun.key)), classifier: classifier,
      transport: transport, clock: clock, now: now,
      generator: SharedGenerator(SeededGenerator(seed: 7)))
  }

  @available(*, deprecated)
  private func run(
    _ operation: CancelledOperation, cancelledAt step: Int, ignoresCancellation: Bool
  ) async throws -> Run {
    let clock = ManualClock()
    let now: @Sendable () -> Int64 = { Self.start + Int64(clock.now.offset / .milliseconds(1)) }
    var configuration = Sandbox.Configuration { Int(now()) }
    configuration.dialect = .current
    configuration.jobDurations = Sandbox.JobDurations(pending: .seconds(2), running: .seconds(4))
    let sandbox = Sandbox(configuration: configuration)
    let subject = try await operation.prepare(
      sandbox, with: client(sandbox, sandbox, clock, operation.classifier, now: now))

    let canceller = StepCanceller(at: step)
    var transport: SteppingTransport? = SteppingTransport(
      sandbox, canceller, ignoresCancellation: ignoresCancellation)
    weak let remaining = transport
    let before = sandbox.requests.count
    var result = Result<Void, any Error>.success(())
    if let transport {
      let client = try client(
        sandbox, transport, SteppingClock(clock: clock, canceller: canceller),
        operation.classifier, now: now)
      result = await canceller.run { try await operation(client, subject) }
    }
    transport = nil
    // A task that still runs would retain the transport.
    while remaining != nil { await Task.yield() }
    return Run(
      result: result, steps: canceller.steps, hasCancelled: canceller.hasCancelled,
      requestCount: sandbox.requests.count { $0.wasProcessed || $0.status != nil } - before,
      sandbox: sandbox, subject: subject)
  }

  @available(*, deprecated)
  @Test(arguments: CancelledOperation.allCases, [false, true])
  func endsOperationWhenCancelledAtAnyStep(
    operation: CancelledOperation, ignoresCancellation: Bool
  ) async throws {
    let uncancelled = try await run(
      operation, cancelledAt: .max, ignoresCancellation: ignoresCancellation)
    try uncancelled.result.get()
    let existingCount = operation.existingJobCount
    #expect(createdCount(uncancelled) - existingCount == operation.jobCount)
    var step = 0
    while true {
      let run = try await run(
        operation, cancelledAt: step, ignoresCancellation: ignoresCancellation)
      guard run.hasCancelled else { break }
      let place = "step \(step), \(run.steps[step])"
      switch run.result {
      case .success:
        // The operation was already complete: the last responses had arrived.
        #expect(
          ignoresCancellation && step >= uncancelled.steps.count - operation.concurrency,
          "\(place)")
      case .failure(let error):
        #expect(error is CancellationError, "\(place): \(error)")
      }
      // At the step itself a request can be in flight; none starts after it, except for cleaning up.
      let cleansUp = try await endedInCreation(operation, run)
      let prefix = cleansUp ? "before POST /api/v2/classify?" : "before"
      func sentCount(_ steps: ArraySlice<String>) -> Int {
        steps.count { "\($0)?".hasPrefix(prefix) }
      }
      if !cleansUp {
        #expect(run.requestCount <= sentCount(run.steps[...step]), "\(place)")
      }
      let lateCount = sentCount(run.steps[(step + 1)...])
      #expect(lateCount < operation.concurrency, "\(place): \(run.steps)")
      #expect(createdCount(run) - existingCount <= operation.jobCount, "\(place)")
      if cleansUp { try await checkCleanup(run, place) }
      if let group = run.subject.group {
        #expect(run.sandbox.requestCount(of: .cancelV2Job) == 0, "\(place)")
        try await resume(group, run)
      }
      step += 1
    }
    #expect(step >= uncancelled.steps.count - operation.concurrency && step > 1)
  }

  /// Returns whether the operation was cancelled while it created its group, not while it waited for
  /// the complete group.
  private func endedInCreation(_ operation: CancelledOperation, _ run: Run) async throws -> Bool {
    guard operation.waitsForGroup else { return operation.cleansUp }
    let all = try await statuses(run)
    return all.count < CancelledOperation.fileCount || all.contains(.known(.cancelled))
  }

  private func statuses(_ run: Run) async throws -> [Open<V2.Status>] {
    let lister = try client(
      run.sandbox, run.sandbox, ManualClock(), .v1, now: { Self.start })
    var statuses: [Open<V2.Status>] = []
    for try await job in lister.classify.list() { statuses.append(job.status) }
    return statuses
  }

  /// Checks that no job was left running, and that the cleanup was bounded.
  private func checkCleanup(_ run: Run, _ place: String) async throws {
    let listCount = run.sandbox.requestCount(of: .listV2Jobs)
    if case .failure = run.result {
      #expect(
        try await statuses(run).allSatisfy { $0 == .known(.cancelled) }, "\(place): \(run.steps)")
    }
    // At most three looks around the group's time and among the newest jobs, and one cancellation of
    // each job. The test itself may have read a list.
    #expect(listCount <= 3 * 2 + 1, "\(place)")
    #expect(
      run.sandbox.requestCount(of: .cancelV2Job) <= CancelledOperation.fileCount, "\(place)")
  }

  /// Completes a partly created group by its ID.
  @available(*, deprecated)
  private func resume(_ group: GroupID, _ run: Run) async throws {
    let client = try client(
      run.sandbox, run.sandbox, ManualClock(), .v2, now: { Self.start })
    let params = V1.JobCreateParams(fileIDs: run.subject.files, rules: Samples.rules)
    let job = try await client.classifier.jobs.create(params, as: group)
    #expect(job.id == group.description)
    #expect(createdCount(run) == CancelledOperation.fileCount)
  }

  private func createdCount(_ run: Run) -> Int {
    run.sandbox.createdV1JobCount + run.sandbox.createdV2JobCount
  }
}

extension CancelledOperation {
  /// The number of jobs that exist before the operation.
  fileprivate var existingJobCount: Int {
    switch self {
    case .wait, .list: Self.fileCount
    case .v1Wait, .v1List: 3
    case .groupGet, .groupList: 3 * Self.fileCount
    case .create, .run, .runWithRetries, .upload, .v1Classify, .groupClassify,
      .groupClassifyConcurrently, .groupResume, .groupCreate, .groupCreateConcurrently,
      .groupCleanup:
      0
    }
  }
}

/// Cancels calls over real sockets during each of their requests.
@Suite(.timeLimit(.minutes(15))) struct CancellationOverSocketsTests {
  private static let hang = WireFault("a hang", .instead(.hang), .failure(.timeout))
  private static let hangAfterProcessing = WireFault(
    "a hang after processing", .afterProcessing { _ in .hang }, .failure(.timeout))

  /// Returns the number of requests of an undisturbed call.
  private func requestCount(_ call: FaultedCall) -> Int {
    switch call {
    case .v1Create, .v2Create, .get, .upload: 1
    case .groupCreate: FaultedCall.count
    // Five jobs on pages of two.
    case .list: 3
    }
  }

  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases, [hang, hangAfterProcessing])
  func endsCallWhenCancelledDuringAnyRequest(call: FaultedCall, fault: WireFault) async throws {
    for skipped in 0..<requestCount(call) {
      let sandbox = Sandbox()
      let subject = try await call.prepare(sandbox)
      let service = FaultyService(sandbox, fault: fault, skipping: skipped, times: .max)
      let before = service.createdCount
      try await service.plan.run { server in
        try await cancel(call, about: subject, at: server, whenRead: skipped + 1)
        #if os(Linux)
        while try ClientSockets.count(to: server.port) > 0 {
          try await Task.sleep(for: .milliseconds(1))
        }
        #endif
        while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        // A group has up to 4 more requests in flight, and starts none after its cancellation.
        let largest = call == .groupCreate ? FaultedCall.count : skipped + 1
        #expect(server.requests.count <= largest)
      }
      #expect(service.createdCount - before <= call.createdCount)
    }
  }

  @available(*, deprecated)
  private func cancel(
    _ call: FaultedCall, about subject: FaultedCall.Subject, at server: LoopbackServer,
    whenRead count: Int
  ) async throws {
    var transport: URLSessionTransport? = URLSessionTransport()
    weak let remaining = transport
    if let transport {
      let configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(FaultRun.key))
      let client = LlamaCloud(
        configuration: configuration, classifier: call.classifier, transport: transport)
      let task = Task { try await call.make(with: client, about: subject) }
      while server.requests.count < count { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
    transport = nil
    while remaining != nil { try await Task.sleep(for: .milliseconds(1)) }
  }
}
