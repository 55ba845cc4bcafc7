// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import Synchronization
import TestSupport
import Testing

@Suite struct ComparisonRunTests {
  @Test func classifiesEachDocumentOnceOnBothVersions() async throws {
    let fixture = try RunFixture(documentCount: 5)
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    let finished = Mutex<[String]>([])
    let outcome = try await fixture.comparison().compare(fixture.documents, log: log) { event in
      if case .finished(let result) = event {
        finished.withLock { $0.append(result.document.name) }
      }
    }
    #expect(outcome.end == .completed)
    #expect(outcome.finishedCount == 5)
    #expect(fixture.sandbox.createdV1JobCount == 5)
    #expect(fixture.sandbox.createdV2JobCount == 5)
    #expect(finished.withLock { $0.sorted() } == fixture.documents.map(\.name))
    for result in try RunFixture.results(in: storage) {
      #expect(result.document.v1.label == .type("invoice"))
      #expect(result.document.v2.label == .type("invoice"))
      #expect(result.document.v1.jobID?.version == .v1)
      #expect(result.document.v2.jobID?.version == .v2)
      #expect((result.document.v1.seconds ?? 0) >= 1)
      #expect(result.document.repeated == nil)
      #expect(result.drift == [])
    }
  }

  @Test func logsIntentsBeforeJobs() async throws {
    let storage = MemoryResultStorage()
    try await RunFixture(documentCount: 1).results(in: storage)
    let kinds = storage.lines.map { line in
      ["run", "files", "intent", "job", "document"].first { line.hasPrefix("{\"\($0)\"") } ?? line
    }
    #expect(kinds.first == "run")
    #expect(kinds.dropFirst().first == "files")
    #expect(kinds.last == "document")
    #expect(kinds.count { $0 == "intent" } == 2)
    #expect(kinds.count { $0 == "job" } == 2)
    let v2 = storage.lines.filter { $0.contains(#""role":"v2""#) }
    #expect(v2.first?.hasPrefix(#"{"intent""#) == true)
    #expect(v2.first?.contains(#""key":"cb1-compare."#) == true)
  }

  @Test func failuresAreResults() async throws {
    let fixture = try RunFixture(documentCount: 0)
    let file = fixture.sandbox.addFile(name: "bad.txt", text: "x", failure: "unreadable")
    let documents = [
      ComparisonRun.Document(name: "bad", v1: .file(file), v2: .file(file)),
      ComparisonRun.Document(name: "upload") { throw ClassifyError(code: .server, message: "m") },
      ComparisonRun.Document(name: "none", v1: .file("f"), v2: .file("f")),
    ]
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    _ = try await fixture.comparison().compare(documents, log: log)
    let results = try RunFixture.results(in: storage)
    #expect(results.map(\.document.name) == ["bad", "none", "upload"])
    #expect(results.allSatisfy { $0.document.v1.label == nil && $0.document.v2.label == nil })
    guard case .failed = results[0].document.v2.answer else {
      Issue.record("bad is not failed")
      return
    }
    guard case .error(SideResult.ErrorCode(.server), _) = results[2].document.v1.answer else {
      Issue.record("upload has not its error")
      return
    }
  }

  @Test func errorsThatWouldRepeatEndTheRun() async throws {
    let fixture = try RunFixture(documentCount: 20)
    fixture.sandbox.inject(.creditsExhausted, into: [.createV2Job], times: .max)
    let storage = MemoryResultStorage()
    let options = ComparisonRun.Options(concurrency: 2)
    let error = await #expect(throws: ClassifyError.self) {
      try await fixture.results(options, in: storage)
    }
    #expect(error?.code == .paymentRequired)
    #expect(fixture.sandbox.createdV1JobCount <= 3)
    // Once that is repaired, the run goes on, and reads the jobs on v1.
    fixture.sandbox.removeFaults()
    let results = try await fixture.results(options, in: storage)
    #expect(results.count == 20)
    #expect(fixture.sandbox.createdV1JobCount == 20)
    #expect(fixture.sandbox.createdV2JobCount == 20)
  }

  /// What says nothing about v2 and would repeat is no result of a document.
  @Test(arguments: [
    ClassifyError(code: .authentication, message: "m"),
    ClassifyError(code: .permissionDenied, message: "m"),
    ClassifyError(code: .rateLimited, message: "m"),
    ClassifyError(code: .insecureConnection, message: "m"),
    ClassifyError(code: .unexpectedStatus, message: "m", status: 410),
    noConnection,
  ])
  func errorsOfTheCallerEndTheRun(error: ClassifyError) async throws {
    let (v1, v2) = (FakeBackend(.v1), FakeBackend(.v2, .fails(error)))
    let storage = MemoryResultStorage()
    let thrown = await #expect(throws: ClassifyError.self) { try await Self.run(v1, v2, storage) }
    #expect(thrown == error)
    #expect(try RunFixture.results(in: storage).isEmpty)
    // The job on v1 exists, and is read.
    v2.setBehavior(.answers)
    try await Self.run(v1, v2, storage)
    #expect(try RunFixture.results(in: storage).map(\.document.v2.label) == [.type("invoice")])
    #expect(v1.requests.count == 1)
  }

  @Test(arguments: [
    ClassifyError.Code.unprocessable, .notFound, .server, .timeout, .connection,
    .malformedResponse,
  ])
  func errorsOfTheVersionAreResults(code: ClassifyError.Code) async throws {
    let v2 = FakeBackend(.v2, .fails(ClassifyError(code: code, message: "m")))
    let storage = MemoryResultStorage()
    try await Self.run(FakeBackend(.v1), v2, storage)
    let result = try #require(try RunFixture.results(in: storage).first)
    #expect(result.document.v1.label == .type("invoice"))
    guard case .error(SideResult.ErrorCode(code), _) = result.document.v2.answer else {
      Issue.record("\(result.document.v2.answer) is not \(code)")
      return
    }
  }

  @Test func outageEndsTheRunAndBurnsNoDocument() async throws {
    let v2 = FakeBackend(.v2, .fails(ClassifyError(code: .server, message: "m")))
    let storage = MemoryResultStorage()
    let count = ComparisonRun.maximumOutageResults + 10
    let error = await #expect(throws: ClassifyError.self) {
      try await Self.run(FakeBackend(.v1), v2, storage, documentCount: count)
    }
    #expect(error?.code == .server)
    #expect(try RunFixture.results(in: storage).isEmpty)
    #expect(v2.requests.count == ComparisonRun.maximumOutageResults)
  }

  @Test func documentsOfAnOutageAreContinued() async throws {
    let v1 = FakeBackend(.v1)
    let v2 = FakeBackend(.v2, .failsReading(ClassifyError(code: .unexpectedStatus, message: "m")))
    let storage = MemoryResultStorage()
    let count = ComparisonRun.maximumOutageResults + 10
    await #expect(throws: ClassifyError.self) {
      try await Self.run(v1, v2, storage, documentCount: count)
    }
    v2.setBehavior(.answers)
    try await Self.run(v1, v2, storage, documentCount: count)
    let results = try RunFixture.results(in: storage)
    #expect(results.count == count)
    #expect(results.allSatisfy { $0.document.v2.label == .type("invoice") })
    #expect(v1.requests.count == count)
    #expect(v2.requests.count == count)
  }

  @Test func fewerTransientErrorsThanInAnOutageAreResults() async throws {
    let v2 = FakeBackend(.v2, .fails(ClassifyError(code: .server, message: "m")))
    let storage = MemoryResultStorage()
    let count = ComparisonRun.maximumOutageResults - 1
    try await Self.run(FakeBackend(.v1), v2, storage, documentCount: count)
    #expect(try RunFixture.results(in: storage).count == count)
  }

  /// Any other result between them shows that the service works.
  @Test func transientErrorsBetweenOtherResultsAreResults() async throws {
    let fixture = try RunFixture(documentCount: 1)
    let works = try await fixture.documents[0].resolveReferences()
    let count = 2 * ComparisonRun.maximumOutageResults
    let documents = (0..<count).map { number in
      ComparisonRun.Document(name: "\(number)") {
        guard number % 2 == 0 else { throw ClassifyError(code: .server, message: "m") }
        return works
      }
    }
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    let options = ComparisonRun.Options(concurrency: 1)
    let outcome = try await fixture.comparison(options).compare(documents, log: log)
    #expect(outcome.end == .completed)
    let results = try RunFixture.results(in: storage)
    #expect(results.count == count)
    #expect(results.count { $0.document.v1.label == nil } == count / 2)
  }

  /// An error of a request that was not sent.
  private static let noConnection: ClassifyError = {
    var error = ClassifyError(code: .connection, message: "m")
    error.mayHaveBeenProcessed = false
    return error
  }()

  /// Runs documents on backends in memory, one after the other.
  private static func run(
    _ v1: FakeBackend, _ v2: FakeBackend, _ storage: MemoryResultStorage, documentCount: Int = 1
  ) async throws {
    let clock = ManualClock()
    let request = ClassifyRequest.files("f")
    let run = ComparisonRun(
      v1: v1, v2: v2, request: request,
      options: ComparisonRun.Options(concurrency: 1, runID: "run"), clock: clock,
      now: { Timestamp.Instant(seconds: 1_790_000_000) })
    let documents = (0..<documentCount).map { number in
      ComparisonRun.Document(name: "\(number)", v1: .file("f"), v2: .file("f"))
    }
    _ = try await run.compare(documents, log: try ResultLog(storage, clock: clock))
  }

  @Test func refusedRulesEndTheRun() async throws {
    let fixture = try RunFixture()
    let log = try ResultLog(MemoryResultStorage(), clock: fixture.clock)
    let run = fixture.comparison(
      ComparisonRun.Options(), rules: [Rule(type: "a", description: "short")])
    await #expect(throws: TranslationRefusal.self) {
      try await run.compare(fixture.documents, log: log)
    }
  }

  @Test(arguments: [(NoiseMeasure.classifier, "pjb-"), (.parsingAndClassifier, "dfl-")])
  func repeatsTheNoiseSampleOnV2(measure: NoiseMeasure, prefix: String) async throws {
    let fixture = try RunFixture(documentCount: 5)
    let noise = ComparisonRun.NoiseSample(documentCount: 2, measure: measure)
    let storage = MemoryResultStorage()
    let results = try await fixture.results(
      ComparisonRun.Options(concurrency: 1, noise: noise), in: storage)
    #expect(results.map { $0.document.repeated != nil } == [true, true, false, false, false])
    #expect(results.allSatisfy { $0.document.noise == measure })
    #expect(fixture.sandbox.createdV2JobCount == 7)
    #expect(fixture.sandbox.createdV1JobCount == 5)
    let intents = storage.lines.filter { $0.contains(#""role":"repeated""#) && $0.contains("file") }
    #expect(intents.count == 2)
    #expect(intents.allSatisfy { $0.contains(#""id":"\#(prefix)"#) })
    let ids =
      results.compactMap(\.document.repeated?.jobID) + results.compactMap(\.document.v2.jobID)
    #expect(Set(ids).count == 7)
  }

  @Test(arguments: [(3, 3, ComparisonRun.Outcome.End.documentBudget), (5, 5, .completed)])
  func endsWithTheDocumentBudget(
    budget: Int, finished: Int, end: ComparisonRun.Outcome.End
  ) async throws {
    let fixture = try RunFixture(documentCount: 5)
    let storage = MemoryResultStorage()
    let run = fixture.comparison(ComparisonRun.Options(maximumDocuments: budget))
    for _ in 0..<2 {
      let outcome = try await run.compare(
        fixture.documents, log: try ResultLog(storage, clock: fixture.clock))
      #expect(outcome.end == end)
      #expect(outcome.finishedCount == finished)
    }
    #expect(fixture.sandbox.createdV1JobCount == finished)
  }

  @Test func endsWithTheCreditBudget() async throws {
    let fixture = try RunFixture(documentCount: 10, readsUsage: true)
    let storage = MemoryResultStorage()
    let first = try await fixture.results(
      ComparisonRun.Options(concurrency: 1, maximumDocuments: 1), in: storage)
    let price = try #require(first.first?.document.v2.credits)
    try #require(price > 0)
    let log = try ResultLog(storage, clock: fixture.clock)
    let options = ComparisonRun.Options(concurrency: 1, maximumCredits: 3.5 * price)
    let outcome = try await fixture.comparison(options).compare(fixture.documents, log: log)
    #expect(outcome.end == .creditBudget)
    #expect(outcome.finishedCount == 4)
    #expect(outcome.credits == 4 * price)
  }

  @Test(arguments: [0, -1, .nan] as [Double])
  func startsNothingWithoutCredits(budget: Double) async throws {
    let fixture = try RunFixture()
    let log = try ResultLog(MemoryResultStorage(), clock: fixture.clock)
    let options = ComparisonRun.Options(maximumCredits: budget)
    let outcome = try await fixture.comparison(options).compare(fixture.documents, log: log)
    #expect(outcome.end == .creditBudget)
    #expect(fixture.sandbox.createdV2JobCount == 0)
  }

  @Test func endsIfACreditBudgetCannotBeKept() async throws {
    let fixture = try RunFixture(documentCount: 30)
    let log = try ResultLog(MemoryResultStorage(), clock: fixture.clock)
    let options = ComparisonRun.Options(concurrency: 1, maximumCredits: 1_000)
    let outcome = try await fixture.comparison(options).compare(fixture.documents, log: log)
    #expect(outcome.end == .creditsUnknown)
    #expect(outcome.finishedCount == ComparisonRun.maximumUnpricedJobs)
  }

  @Test func skipsDuplicateNames() async throws {
    let fixture = try RunFixture()
    let log = try ResultLog(MemoryResultStorage(), clock: fixture.clock)
    let documents = fixture.documents + fixture.documents
    let outcome = try await fixture.comparison().compare(documents, log: log)
    #expect(outcome.duplicateCount == 2)
    #expect(outcome.finishedCount == 2)
    #expect(fixture.sandbox.createdV1JobCount == 2)
  }

  @Test func countsDriftOfMissedPolls() async throws {
    let fixture = try RunFixture(documentCount: 1)
    fixture.sandbox.inject(.garbage, into: [.getV2Job])
    let result = try #require(try await fixture.results().first)
    #expect(result.drift.map(\.kind) == [.response])
    #expect(result.drift.map(\.version) == [.v2])
    #expect(result.document.v2.label == .type("invoice"))
  }

  @Test func uploadsOnlyWhenTheTurnComes() async throws {
    let fixture = try RunFixture(documentCount: 1)
    let uploads = Mutex(0)
    let documents = (0..<5).lazy.map { number in
      ComparisonRun.Document(name: "\(number)") {
        uploads.withLock { $0 += 1 }
        return try await fixture.documents[0].resolveReferences()
      }
    }
    let log = try ResultLog(MemoryResultStorage(), clock: fixture.clock)
    let options = ComparisonRun.Options(concurrency: 1, maximumDocuments: 2)
    _ = try await fixture.comparison(options).compare(documents, log: log)
    #expect(uploads.withLock { $0 } == 2)
  }

  @Test func refusesTheLogOfAnotherRun() async throws {
    let fixture = try RunFixture()
    let storage = MemoryResultStorage()
    try await fixture.results(in: storage)
    let log = try ResultLog(storage, clock: fixture.clock)
    let other = fixture.comparison(
      ComparisonRun.Options(), rules: [Rule(type: "other", description: "something else again")])
    await #expect(throws: ResultLogError.self) {
      try await other.compare(fixture.documents, log: log)
    }
    let noise = ComparisonRun.NoiseSample(documentCount: 1, measure: .classifier)
    let repeating = fixture.comparison(ComparisonRun.Options(noise: noise))
    await #expect(throws: ResultLogError.self) {
      try await repeating.compare(fixture.documents, log: log)
    }
  }
}
