// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Testing

@Suite(.timeLimit(.minutes(15))) struct JobMirrorTests {
  /// Options for a clock that skips pauses.
  private static let slow = MirrorOptions(
    deadline: .seconds(7_200),
    polling: PollingSchedule(
      initialDelay: .seconds(10), increment: .zero, maximumDelay: .seconds(10)))

  @Test(
    arguments: [
      ("v1Only", nil), ("shadow", .v2), ("canary:0", nil), ("canary:0+mirror", .v2),
      ("canary:100", nil), ("canary:100+mirror", .v1), ("rampDown", .v1), ("v2Only", nil),
    ] as [(String, APIVersion?)])
  func stageChoosesMirroredVersion(stage: String, mirrored: APIVersion?) async throws {
    let setup = MirrorSetup(try #require(MigrationStage(stage)))
    let job = try await setup.classify(.files("dfl-1"))
    #expect(await setup.drain())
    #expect(job.id.version != mirrored)
    #expect(setup.mirror.counts.offered == (mirrored == nil ? 0 : 1))
    #expect(setup.mirror.counts.compared == setup.mirror.counts.offered)
    #expect(setup.v1.requests.count == (job.id.version == .v1 || mirrored == .v1 ? 1 : 0))
    #expect(setup.v2.requests.count == (job.id.version == .v2 || mirrored == .v2 ? 1 : 0))
  }

  @Test func comparesEachDocumentWithItsOwn() async throws {
    let setup = MirrorSetup(
      v1: FakeBackend(.v1) { $0.identifier == "b" ? nil : "on v1: \($0)" },
      v2: FakeBackend(.v2, credits: 3) { "on v2: \($0)" })
    let primary = try await setup.classify(.files("a", "b", "c"))
    #expect(await setup.drain())
    let documents = setup.collector.documents.sorted { $0.name < $1.name }
    #expect(documents.map(\.name) == ["a", "b", "c"])
    #expect(
      documents.map(\.v1.label) == [.type("on v1: a"), .unmatched, .type("on v1: c")])
    #expect(
      documents.map(\.v2.label) == [.type("on v2: a"), .type("on v2: b"), .type("on v2: c")])
    for document in documents {
      #expect(document.v1.jobID == primary.id)
      #expect(document.v2.jobID?.version == .v2)
      #expect(document.v1.seconds.map { $0 >= 0 } == true)
      #expect(document.v2.seconds.map { $0 >= 0 } == true)
      #expect(document.v2.confidence == 0.5)
      #expect(document.v2.reasoning == "because")
    }
    #expect(setup.mirror.counts.credits == 9)
    #expect(setup.mirror.counts.submitted == 3)
  }

  @Test func mirroredRequestsHaveOwnKeysAndNoWebhooks() async throws {
    let setup = MirrorSetup()
    var request = ClassifyRequest.files("a", "b", idempotency: .automatic)
    request.webhooks = [Webhook(url: "https://example.com/hook")]
    request.savedWebhookIDs = ["whc-1"]
    let primary = try await setup.classify(request)
    #expect(await setup.drain())
    let mirrored = setup.v2.requests
    #expect(Set(mirrored.map(\.documents)) == [[.file("a")], [.file("b")]])
    #expect(
      Set(mirrored.map(\.idempotency)) == [
        .transaction("cb1-mirror.\(primary.id.text).0"),
        .transaction("cb1-mirror.\(primary.id.text).1"),
      ])
    for copy in mirrored {
      #expect(copy.webhooks.isEmpty && copy.savedWebhookIDs.isEmpty)
      #expect(copy.configuration == request.configuration)
    }
    #expect(setup.v1.requests == [request])
  }

  @Test func sendsNoKeysToVersionWithoutThem() async throws {
    let setup = MirrorSetup(.rampDown)
    try await setup.classify(.files("a"))
    #expect(await setup.drain())
    #expect(setup.v1.requests.map(\.idempotency) == [.automatic])
  }

  /// Errors that a caller of the other version would get, too, are results.
  @Test func comparesWhatMirroredVersionRejects() async throws {
    let setup = MirrorSetup()
    try await setup.classify(.files("a", mode: .multimodal))
    #expect(await setup.drain())
    setup.v2.setBehavior(.fails(ClassifyError(code: .unprocessable, message: "bad file")))
    try await setup.classify(.files("b"))
    #expect(await setup.drain())
    setup.v2.setBehavior(.failsReading(ClassifyError(code: .malformedResponse, message: "?")))
    try await setup.classify(.files("c"))
    #expect(await setup.drain())
    let codes = setup.collector.documents.sorted { $0.name < $1.name }.map { document in
      if case .error(let code, _) = document.v2.answer { code.rawValue } else { "none" }
    }
    #expect(codes == ["refused", "unprocessable", "malformedResponse"])
    let drift = setup.collector.results.flatMap(\.drift)
    #expect(drift.map(\.kind) == [.response])
    #expect(drift.map(\.version) == [.v2])
    #expect(setup.collector.documents.allSatisfy { $0.v1.label == .type("invoice") })
  }

  /// A version that is down is judged by that, not by the documents that it answers.
  @Test(arguments: [
    ClassifyError.Code.server, .timeout, .connection, .conflict, .unexpectedStatus,
  ])
  func comparesOutageOfMirroredVersion(code: ClassifyError.Code) async throws {
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, .fails(ClassifyError(code: code, message: "down"))))
    try await setup.classify(.files("a", "b"))
    #expect(await setup.drain())
    #expect(setup.mirror.counts.compared == 2)
    let answer = SideResult.Answer.error(code: SideResult.ErrorCode(code), message: "down")
    #expect(setup.collector.documents.map(\.v2.answer) == [answer, answer])
    #expect(setup.collector.documents.allSatisfy { Agreement($0.v1, $0.v2) == .disagreed })
  }

  @Test func comparesJobThatDoesNotFinishAsTimeout() async throws {
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, .reads { _ in .running }), options: Self.slow, clock: SkippingClock())
    try await setup.classify(.files("a"))
    let result = try await setup.firstResult()
    guard case .error(SideResult.ErrorCode(.timeout), _) = result.document.v2.answer else {
      Issue.record("\(result.document.v2.answer)")
      return
    }
    #expect(result.document.v2.jobID?.version == .v2)
    #expect(result.document.v1.label == .type("invoice"))
    #expect(setup.mirror.counts.dropped.isEmpty)
  }

  /// Drift of every poll counts, not only that of the last one.
  @Test func collectsDriftOfAllPolls() async throws {
    var proxy = ClassifyError(code: .malformedResponse, message: "<html>", operation: "get")
    proxy.isForeignResponse = true
    let page = proxy
    let reads: @Sendable (Int) throws -> JobStatus = { number in
      switch number {
      case 1: throw page
      case 2: .unrecognized("RESTING")
      default: .succeeded
      }
    }
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, .reads(reads)), options: Self.slow, clock: SkippingClock())
    try await setup.classify(.files("a"))
    let result = try await setup.firstResult()
    #expect(result.document.v2.label == .type("invoice"))
    #expect(Set(result.drift.map(\.kind)) == [.status, .response])
    #expect(result.drift.contains { $0.name == "RESTING" })
    #expect(result.drift.allSatisfy { $0.version == .v2 })
  }

  /// The response that creates a job is read, too, even if every later one is as expected.
  @Test func collectsDriftOfCreation() async throws {
    let setup = MirrorSetup(v2: FakeBackend(.v2, createdStatus: .unrecognized("ACCEPTED")))
    try await setup.classify(.files("a"))
    #expect(await setup.drain())
    let result = try #require(setup.collector.results.first)
    #expect(result.drift.map(\.name) == ["ACCEPTED"])
    #expect(result.drift.map(\.version) == [.v2])
    #expect(result.document.v2.label == .type("invoice"))
  }

  /// Errors on the caller's side say nothing about the mirrored version.
  @Test(arguments: [
    ClassifyError.Code.connection, .rateLimited, .authentication, .paymentRequired,
    .permissionDenied, .insecureConnection,
  ])
  func dropsWhatIsOnCallersSide(code: ClassifyError.Code) async throws {
    var error = ClassifyError(code: code, message: "no")
    error.mayHaveBeenProcessed = false
    let setup = MirrorSetup(v2: FakeBackend(.v2, .fails(error)))
    try await setup.classify(.files("a", "b"))
    #expect(await setup.drain())
    #expect(setup.mirror.counts.dropped == [.creationFailed: 2])
    #expect(setup.collector.documents.isEmpty)
  }

  @Test func countsRequestsThatPrimaryRejects() async throws {
    let error = ClassifyError(code: .server, message: "no")
    let setup = MirrorSetup(v1: FakeBackend(.v1, .fails(error)))
    await #expect(throws: error) { try await setup.backend.submit(.files("a", "b")) }
    #expect(setup.mirror.counts.dropped == [.primaryFailed: 2])
    #expect(setup.mirror.counts.offered == 2)
    #expect(setup.v2.requests.isEmpty)
  }

  @Test func readsJobThatCallerDoesNotRead() async throws {
    let setup = MirrorSetup(
      options: .quick { $0.deadline = .seconds(7_200) }, clock: SkippingClock())
    let id = try await setup.backend.submit(.files("a")).id
    while setup.mirror.counts.compared == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let document = try #require(setup.collector.documents.first)
    #expect(document.v1.jobID == id)
    #expect(document.v1.label == .type("invoice"))
    // The mirror reads too rarely to measure a time.
    #expect(document.v1.seconds == nil)
    #expect(setup.v1.readCount == 1)
  }

  /// The mirror waits for the caller without a poll, and goes on as soon as the caller has the job.
  @Test func comparesWhenCallerReadsJob() async throws {
    let clock = FrozenClock()
    let setup = MirrorSetup(clock: clock)
    let id = try await setup.backend.submit(.files("a")).id
    // The first read of the caller's job by the mirror would be after 10 seconds.
    while !clock.sleeps.contains(.seconds(10)) { try await Task.sleep(for: .milliseconds(1)) }
    let sleepCount = clock.sleeps.count
    try await Task.sleep(for: .milliseconds(200))
    #expect(clock.sleeps.count == sleepCount)
    _ = try await setup.backend.job(id)
    let result = try await setup.firstResult()
    #expect(result.document.v1.jobID == id)
    #expect(setup.v1.readCount == 1)
  }

  @Test func dropsDocumentWhoseJobCannotBeRead() async throws {
    let v1 = FakeBackend(.v1, .failsReading(ClassifyError(code: .notFound, message: "deleted")))
    let setup = MirrorSetup(
      v1: v1, options: .quick { $0.deadline = .seconds(7_200) }, clock: SkippingClock())
    _ = try await setup.backend.submit(.files("a"))
    while setup.mirror.counts.droppedTotal == 0 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(setup.mirror.counts.dropped == [.primaryUnread: 1])
  }

  @Test func doesNotCompareJobThatCallerCancels() async throws {
    let setup = MirrorSetup(.rampDown)
    let id = try await setup.backend.submit(.files("a")).id
    _ = try await setup.backend.cancel(id)
    #expect(await setup.drain())
    #expect(setup.mirror.counts.dropped == [.primaryCancelled: 1])
  }

  // MARK: - Repeated requests

  /// v1 has no keys, so a mirrored repetition would be a further job that is billed.
  @Test(arguments: ["rampDown", "canary:100+mirror"])
  func mirrorsRepeatedRequestOnce(stage: String) async throws {
    let setup = MirrorSetup(try #require(MigrationStage(stage)))
    let request = ClassifyRequest.files("a", "b", idempotency: .transaction("mine"))
    let first = try await setup.classify(request)
    #expect(try await setup.classify(request).id == first.id)
    #expect(await setup.drain())
    #expect(try await setup.classify(request).id == first.id)
    #expect(await setup.drain())
    #expect(setup.v1.requests.count == 2)
    #expect(setup.mirror.counts.compared == 2)
    #expect(setup.mirror.counts.dropped == [.repeated: 4])
    #expect(setup.mirror.counts.isBalanced)
  }

  @Test func mirrorsGroupOnce() async throws {
    let setup = MirrorSetup(.rampDown)
    let group = try #require(GroupID("00000000-0001-8002-8000-000000000001"))
    for _ in 0..<2 { try await setup.classify(.files("a", "b", idempotency: .group(group))) }
    #expect(await setup.drain())
    #expect(setup.v1.requests.count == 2)
    #expect(setup.mirror.counts.dropped == [.repeated: 2])
  }

  /// A repetition is the first chance of what was not mirrored.
  @Test func mirrorsRepetitionOfDroppedRequest() async throws {
    let setup = MirrorSetup(.rampDown)
    let request = ClassifyRequest.files("a", idempotency: .transaction("mine"))
    setup.control.sampling = .none
    try await setup.classify(request)
    setup.control.sampling = .all
    try await setup.classify(request)
    #expect(await setup.drain())
    #expect(setup.mirror.counts.dropped == [.sampledOut: 1])
    #expect(setup.mirror.counts.compared == 1)
  }

  // MARK: - Bounds

  @Test func samplesShareOfRequests() async throws {
    let setup = MirrorSetup()
    setup.control.sampling = .none
    for number in 0..<20 { try await setup.classify(.files("dfl-\(number)")) }
    #expect(setup.mirror.counts.dropped == [.sampledOut: 20])
    setup.control.sampling = Share(percent: 50)
    for number in 0..<400 { try await setup.classify(.files("dfl-\(number)")) }
    #expect(await setup.drain())
    let counts = setup.mirror.counts
    #expect(counts.isBalanced)
    // Six standard deviations of 10 around 200.
    #expect((140...260).contains(counts.compared))
  }

  @Test func queueIsBounded() async throws {
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, .hangs),
      options: .quick {
        $0.queueCapacity = 10
        $0.workers = 2
      })
    try await setup.classify(.files("a", "b", "c"))
    for _ in 0..<20 { try await setup.classify(.files("d")) }
    let counts = setup.mirror.counts
    #expect((counts.offered, counts.queued, counts.inFlight) == (23, 10, 2))
    #expect(counts.dropped == [.queueFull: 11])
    setup.mirror.stop()
    #expect(setup.mirror.counts.dropped == [.queueFull: 11, .stopped: 12])
    try await setup.classify(.files("e"))
    #expect(setup.mirror.counts.dropped[.stopped] == 13)
    #expect(setup.mirror.counts.isBalanced)
  }

  @Test func queueIsBoundedInBytes() async throws {
    let ids = (0..<4).map { String(repeating: "\($0)", count: 100) }
    // The IDs, and the type and description of the rule.
    let size = 2 * 100 + "invoice".utf8.count + "contains an invoice number".utf8.count
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, .hangs),
      options: .quick {
        $0.workers = 1
        $0.queueBytes = 2 * size
      })
    try await setup.classify(.files("a"))
    for _ in 0..<5 { try await setup.classify(.files(ids[0], ids[1])) }
    #expect(setup.mirror.counts.queued == 4)
    #expect(setup.mirror.counts.dropped == [.queueFull: 6])
    setup.control.kill()
    setup.control.revive()
    while setup.mirror.counts.abandonedCalls > 0 { try await Task.sleep(for: .milliseconds(1)) }
    // The one in flight does not count, and what was dropped is free again.
    for _ in 0..<4 { try await setup.classify(.files(ids[2])) }
    #expect(setup.mirror.counts.queued == 3)
    #expect(setup.mirror.counts.isBalanced)
    setup.mirror.stop()
  }

  /// Documents are dropped when a worker is free, or when the next request is offered.
  @Test(arguments: [false, true])
  func dropsDocumentsThatWaitTooLong(isNextOffered: Bool) async throws {
    let gate = Gate()
    let clock = SkippingClock()
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, .ignoresCancellation(gate)),
      options: .quick {
        $0.workers = 1
        $0.deadline = .seconds(7_200)
        $0.queueTimeout = .seconds(600)
      }, clock: clock)
    try await setup.classify(.files("a"))
    try await setup.classify(.files("b", "c"))
    try await clock.sleep(for: .seconds(600))
    try await setup.classify(.files("d"))
    #expect(setup.mirror.counts.queued == 3)
    try await clock.sleep(for: .seconds(1))
    if isNextOffered {
      try await setup.classify(.files("e"))
      #expect(setup.mirror.counts.dropped == [.queueTimeout: 2])
    }
    setup.v2.setBehavior(.answers)
    gate.open()
    let compared = isNextOffered ? 3 : 2
    while setup.mirror.counts.compared < compared { try await Task.sleep(for: .milliseconds(1)) }
    #expect(setup.mirror.counts.dropped == [.queueTimeout: 2])
    #expect(setup.mirror.counts.isBalanced)
    #expect(setup.v2.requests.flatMap(\.documents).allSatisfy { $0 != .file("b") })
  }

  @Test func documentBudgetIsNeverExceeded() async throws {
    let setup = MirrorSetup(options: .quick { $0.documentBudget = 5 })
    for _ in 0..<4 { try await setup.classify(.files("a", "b", "c")) }
    #expect(await setup.drain())
    #expect(setup.v2.requests.count == 5)
    #expect(setup.mirror.counts.compared == 5)
    #expect(setup.mirror.counts.dropped == [.documentBudget: 7])
  }

  @Test(arguments: [0, -1, .nan] as [Double])
  func mirrorsNothingWithoutCredits(budget: Double) async throws {
    let setup = MirrorSetup(options: .quick { $0.creditBudget = budget })
    try await setup.classify(.files("a"))
    #expect(setup.mirror.counts.dropped == [.creditBudget: 1])
    #expect(setup.v2.requests.isEmpty)
  }

  @Test func creditBudgetEndsMirroring() async throws {
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, credits: 2),
      options: .quick {
        $0.creditBudget = 3
        $0.workers = 1
      })
    for _ in 0..<10 { try await setup.classify(.files("a")) }
    #expect(await setup.drain())
    try await setup.classify(.files("b"))
    // 2 credits are below the budget, 4 are not.
    #expect(setup.mirror.counts.compared == 2)
    #expect(setup.mirror.counts.credits == 4)
    #expect(setup.mirror.counts.dropped == [.creditBudget: 9])
  }

  /// What is dropped from the queue leaves the caller's job to the document in flight.
  @Test func creditBudgetEndsWithinRequest() async throws {
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, credits: 2),
      options: .quick {
        $0.creditBudget = 3
        $0.workers = 1
      })
    try await setup.classify(.files("a", "b", "c", "d"))
    #expect(await setup.drain())
    #expect(setup.mirror.counts.compared == 2)
    #expect(setup.mirror.counts.dropped == [.creditBudget: 2])
    #expect(setup.mirror.counts.isBalanced)
  }

  @Test func unknownCreditsEndMirroring() async throws {
    let setup = MirrorSetup(
      options: .quick {
        $0.creditBudget = 1_000
        $0.workers = 1
      })
    for _ in 0..<30 { try await setup.classify(.files("a")) }
    #expect(await setup.drain())
    #expect(setup.v2.requests.count == ComparisonRun.maximumUnpricedJobs)
    #expect(setup.mirror.counts.compared == ComparisonRun.maximumUnpricedJobs)
    #expect(
      setup.mirror.counts.dropped == [.creditsUnknown: 30 - ComparisonRun.maximumUnpricedJobs])
  }

  /// v1 never reports credits, so a budget of credits can't limit it.
  @Test func creditBudgetDoesNotEndMirroringToV1() async throws {
    let setup = MirrorSetup(.rampDown, options: .quick { $0.creditBudget = 1 })
    for _ in 0..<30 { try await setup.classify(.files("a")) }
    #expect(await setup.drain())
    #expect(setup.mirror.counts.compared == 30)
  }

  @Test func optionsAreClamped() {
    let options = MirrorOptions(queueCapacity: 0, workers: -1, deadline: .seconds(-1))
    #expect((options.queueCapacity, options.workers) == (1, 1))
    let empty = MirrorOptions(queueBytes: -1, queueTimeout: .seconds(-1))
    #expect((empty.queueBytes, empty.queueTimeout) == (0, .zero))
    #expect(options.deadline == .zero)
    let high = MirrorOptions(queueCapacity: .max, workers: .max)
    #expect((high.queueCapacity, high.workers) == (100_000, 100))
  }

  // MARK: - End

  @Test func killSwitchDropsEverything() async throws {
    let setup = MirrorSetup(v2: FakeBackend(.v2, .hangs), options: .quick { $0.workers = 3 })
    for _ in 0..<10 { try await setup.classify(.files("a")) }
    setup.control.kill()
    #expect(setup.mirror.counts.dropped == [.killed: 10])
    #expect((setup.mirror.counts.queued, setup.mirror.counts.inFlight) == (0, 0))
    try await setup.classify(.files("a"))
    #expect(setup.mirror.counts.offered == 10)
    while setup.mirror.counts.abandonedCalls > 0 { await Task.yield() }
    setup.v2.setBehavior(.answers)
    setup.control.revive()
    try await setup.classify(.files("a"))
    #expect(await setup.drain())
    #expect(setup.mirror.counts.compared == 1)
  }

  @Test func releasingMirrorCancelsItsTasks() async throws {
    let v2 = FakeBackend(.v2, .hangs)
    weak var released: JobMirror?
    do {
      let setup = MirrorSetup(v2: v2)
      try await setup.classify(.files("a"))
      while v2.requests.isEmpty { await Task.yield() }
      released = setup.mirror
    }
    #expect(released == nil)
    // The suite's time limit ends the wait for a call that is not cancelled.
    while v2.cancelledCallCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(v2.cancelledCallCount == 1)
  }

  /// A mirror ends together with its callback, whose values can use the controls.
  @Test func mirrorsAreReleasedWhileOthersAreAdded() async throws {
    final class ReaderOfControl: Sendable {
      let control: MigrationControl
      init(_ control: MigrationControl) { self.control = control }
      deinit { _ = control.isKilled }
    }
    let control = MigrationControl()
    let v1 = FakeBackend(.v1)
    let v2 = FakeBackend(.v2)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<1_000 {
            let reader = ReaderOfControl(control)
            let mirror = JobMirror(v1: v1, v2: v2) { _ in withExtendedLifetime(reader) {} }
            _ = MigratingBackend(v1: v1, v2: v2, control: control, mirror: mirror)
          }
        }
      }
    }
    control.kill()
    #expect(control.isKilled)
  }
}
