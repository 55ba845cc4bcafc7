// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import TestSupport
import Testing

/// Every operation, cancelled at every step.
@Suite(.timeLimit(.minutes(5))) struct CancellationTests {
  private static let start: Int64 = 1_800_000_000_000

  /// One run of an operation, and what is left of it.
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
    _ operation: CancelledOperation, cancelledAt step: Int, answersAnyway: Bool
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
      sandbox, canceller, answersAnyway: answersAnyway)
    weak let remains = transport
    let before = sandbox.requests.count
    var result = Result<Void, any Error>.success(())
    if let transport {
      let client = try client(
        sandbox, transport, SteppingClock(clock: clock, canceller: canceller),
        operation.classifier, now: now)
      result = await canceller.run { try await operation(client, subject) }
    }
    transport = nil
    // A task that goes on holds the transport.
    while remains != nil { await Task.yield() }
    return Run(
      result: result, steps: canceller.steps, hasCancelled: canceller.hasCancelled,
      requestCount: sandbox.requests.count { $0.wasProcessed || $0.status != nil } - before,
      sandbox: sandbox, subject: subject)
  }

  @available(*, deprecated)
  @Test(arguments: CancelledOperation.allCases, [false, true])
  func cancellingEndsItAtEveryStep(
    operation: CancelledOperation, answersAnyway: Bool
  ) async throws {
    let whole = try await run(operation, cancelledAt: .max, answersAnyway: answersAnyway)
    try whole.result.get()
    let others = operation.createdBefore
    #expect(createdCount(whole) - others == operation.jobCount)
    var step = 0
    while true {
      let run = try await run(operation, cancelledAt: step, answersAnyway: answersAnyway)
      guard run.hasCancelled else { break }
      let place = "step \(step), \(run.steps[step])"
      switch run.result {
      case .success:
        // It was done already: the last answer was there.
        #expect(answersAnyway && step >= whole.steps.count - 1, "\(place)")
      case .failure(let error):
        #expect(error is CancellationError, "\(place): \(error)")
      }
      // At the step itself a request may be under way; none begins after it.
      let begun = run.steps[...step].count { $0.hasPrefix("before") }
      #expect(run.requestCount <= begun, "\(place)")
      let late = run.steps[(step + 1)...].count { $0.hasPrefix("before") }
      #expect(late < operation.concurrency, "\(place): \(run.steps)")
      #expect(createdCount(run) - others <= operation.jobCount, "\(place)")
      if let group = run.subject.group {
        try await takeUp(group, run)
      }
      step += 1
    }
    #expect(step >= whole.steps.count - operation.concurrency && step > 1)
  }

  /// A group that was left in the middle is completed by whoever has its id.
  @available(*, deprecated)
  private func takeUp(_ group: GroupID, _ run: Run) async throws {
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
  /// How many jobs are there before it begins.
  fileprivate var createdBefore: Int {
    switch self {
    case .wait, .list: Self.fileCount
    case .v1Wait, .v1List: 3
    case .groupGet, .groupList: 3 * Self.fileCount
    case .create, .run, .runThroughStorm, .upload, .v1Classify, .groupClassify,
      .groupClassifyAtOnce, .groupTakenUp, .groupCleanedUp:
      0
    }
  }
}
