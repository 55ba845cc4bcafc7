// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import Synchronization
import TestSupport
import Testing

/// The search for v1 jobs whose IDs are not in the log, among other jobs.
@Suite struct JobRecoveryTests {
  /// The log of a run that was killed after it logged the intent to create the v1 job of the first
  /// document.
  private static func interrupted(
    _ fixture: RunFixture, at offset: Duration = .zero
  ) async throws -> MemoryResultStorage {
    let storage = MemoryResultStorage()
    try await fixture.results(ComparisonRun.Options(maximumDocuments: 0), in: storage)
    let document = fixture.documents[0]
    let file = try await document.resolveReferences().v1.identifier
    let intent =
      #"{"intent":{"document":"\#(document.name)","role":"v1","#
      + #""file":{"kind":"file","id":"\#(file)"},"time":"\#(instant(offset))"}}"#
    return MemoryResultStorage(storage.text + intent + "\n")
  }

  /// A time after the start of the fixture's clock.
  private static func instant(_ offset: Duration) -> Timestamp.Instant {
    Timestamp.Instant(seconds: 1_790_000_000 + offset.components.seconds)
  }

  /// Creates jobs on v1 with other parsing options or modes for the same file, and one with the same
  /// settings for another file.
  ///
  /// - Returns: The number of jobs.
  /// - Throws: Any error of the backend.
  private static func createOtherJobs(_ fixture: RunFixture) async throws -> Int {
    let file = try await fixture.documents[0].resolveReferences().v1
    let requests = [
      ClassifyRequest(
        documents: [file], rules: RunFixture.rules,
        parsing: ParsingOptions(pageLimit: .first(5))),
      ClassifyRequest(
        documents: [file], rules: RunFixture.rules,
        parsing: ParsingOptions(language: Language("fr"))),
      ClassifyRequest(documents: [file], rules: RunFixture.rules, mode: .multimodal),
      ClassifyRequest(
        documents: [try await fixture.documents[1].resolveReferences().v1], rules: RunFixture.rules),
    ]
    for request in requests { _ = try await fixture.v1.submit(request) }
    return requests.count
  }

  private static func request(_ fixture: RunFixture) async throws -> ClassifyRequest {
    ClassifyRequest(
      documents: [try await fixture.documents[0].resolveReferences().v1], rules: RunFixture.rules)
  }

  @Test func findsItsJobAmongOthers() async throws {
    let fixture = try RunFixture()
    let otherCount = try await Self.createOtherJobs(fixture)
    let own = try await fixture.v1.submit(try await Self.request(fixture)).id
    _ = try await Self.createOtherJobs(fixture)
    let results = try await fixture.results(
      ComparisonRun.Options(concurrency: 1, maximumDocuments: 1),
      in: try await Self.interrupted(fixture))
    #expect(results.map(\.document.v1.jobID) == [own])
    #expect(fixture.sandbox.createdV1JobCount == 2 * otherCount + 1)
  }

  @Test func createsItsJobIfOnlyOthersExist() async throws {
    let fixture = try RunFixture()
    // The same request an hour earlier, which the run did not make.
    _ = try await fixture.v1.submit(try await Self.request(fixture))
    fixture.clock.advance(by: .seconds(3_600))
    let otherCount = try await Self.createOtherJobs(fixture)
    let results = try await fixture.results(
      ComparisonRun.Options(concurrency: 1, maximumDocuments: 1),
      in: try await Self.interrupted(fixture, at: .seconds(3_600)))
    #expect(results.map(\.document.v1.label) == [.type("invoice")])
    #expect(fixture.sandbox.createdV1JobCount == otherCount + 2)
  }

  /// The clock was an hour ahead when the intent was logged, and has been corrected.
  @Test func findsItsJobIfTheIntentIsInTheFuture() async throws {
    let fixture = try RunFixture()
    let own = try await fixture.v1.submit(try await Self.request(fixture)).id
    _ = try await Self.createOtherJobs(fixture)
    let count = fixture.sandbox.createdV1JobCount
    fixture.clock.advance(by: .seconds(60))
    let results = try await fixture.results(
      ComparisonRun.Options(concurrency: 1, maximumDocuments: 1),
      in: try await Self.interrupted(fixture, at: .seconds(3_600)))
    #expect(results.map(\.document.v1.jobID) == [own])
    #expect(fixture.sandbox.createdV1JobCount == count)
  }

  /// The local clock is wrong by an hour, which the job of the first document shows; the run is
  /// killed after the intent to create that of the second, and continued a day later.
  @Test(arguments: [Duration.seconds(3_600), .seconds(-3_600)])
  func findsItsJobIfAnotherOneShowsThatTheClockIsWrong(offset: Duration) async throws {
    let fixture = try RunFixture()
    let clock = fixture.clock
    let run = ComparisonRun(
      v1: fixture.v1, v2: fixture.v2,
      request: ClassifyRequest(documents: [], rules: RunFixture.rules),
      options: ComparisonRun.Options(concurrency: 1, runID: "run"), clock: clock,
      now: { Self.instant(clock.now.offset + offset) })
    let whole = MemoryResultStorage()
    _ = try await run.compare(fixture.documents, log: try ResultLog(whole, clock: clock))
    let name = fixture.documents[1].name
    let left = whole.lines.filter { line in
      let isJob = line.hasPrefix(#"{"job""#) && line.contains(#""role":"v1""#)
      return !line.contains(name) || !isJob && !line.hasPrefix(#"{"document""#)
    }
    try #require(left.count == whole.lines.count - 2)
    clock.advance(by: .seconds(86_400))
    let storage = MemoryResultStorage(left.map { $0 + "\n" }.joined())
    _ = try await run.compare(fixture.documents, log: try ResultLog(storage, clock: clock))
    #expect(try RunFixture.results(in: storage).count == 2)
    #expect(fixture.sandbox.createdV1JobCount == 2)
    #expect(fixture.sandbox.createdV2JobCount == 2)
  }

  // MARK: - Lists

  /// A job with the settings of the run.
  private static func job(
    _ id: String, _ status: JobStatus = .succeeded, of file: DocumentReference? = nil,
    at offset: Duration = .zero
  ) -> ClassifyJob {
    ClassifyJob(
      id: .job(id, .v1), status: status, rules: RunFixture.rules,
      documents: file.map { [DocumentRecord(reference: $0, status: status)] } ?? [],
      projectID: "p", userID: "u", createdAt: Timestamp(instant(offset)))
  }

  private static func run(
    _ fixture: RunFixture, _ v1: ListedBackend, timeout: Duration = .seconds(60)
  ) async throws -> [ComparisonResult] {
    let run = ComparisonRun(
      v1: v1, v2: fixture.v2,
      request: ClassifyRequest(documents: [], rules: RunFixture.rules),
      options: ComparisonRun.Options(
        concurrency: 1, schedule: PollingSchedule(deadline: timeout), maximumDocuments: 1,
        runID: "run"),
      clock: fixture.clock, now: { instant(.zero) })
    let storage = try await interrupted(fixture)
    let log = try ResultLog(storage, clock: fixture.clock)
    _ = try await run.compare(fixture.documents, log: log)
    return try RunFixture.results(in: storage)
  }

  @Test func createsItsJobIfAllJobsAreSearched() async throws {
    let fixture = try RunFixture()
    let jobs = (0..<ComparisonRun.maximumSearchedJobs).map { Self.job("\($0)") }
    let results = try await Self.run(fixture, ListedBackend(jobs, fixture.v1))
    #expect(results.count == 1)
    #expect(fixture.sandbox.createdV1JobCount == 1)
  }

  @Test func createsNothingIfThereAreMoreJobsThanAreSearched() async throws {
    let fixture = try RunFixture()
    let jobs = (0...ComparisonRun.maximumSearchedJobs).map { Self.job("\($0)") }
    let error = await #expect(throws: ResultLogError.self) {
      try await Self.run(fixture, ListedBackend(jobs, fixture.v1))
    }
    #expect(error?.message.contains("0.txt") == true)
    #expect(error?.message.contains("more than 1000 jobs") == true)
    #expect(fixture.sandbox.createdV1JobCount == 0)
    #expect(fixture.sandbox.createdV2JobCount == 0)
  }

  @Test func waitsForUnfinishedJobsWithOneDeadline() async throws {
    let fixture = try RunFixture()
    let jobs = (0..<50).map { Self.job("\($0)", .pending) }
    let error = await #expect(throws: ResultLogError.self) {
      try await Self.run(fixture, ListedBackend(jobs, fixture.v1), timeout: .seconds(60))
    }
    #expect(error?.message.contains("50 unfinished jobs") == true)
    #expect(fixture.sandbox.createdV1JobCount == 0)
    #expect(fixture.clock.now.offset < .seconds(2 * 60))
  }

  @Test func stopsAfterOldPagesOfAListThatBeginsWithTheNewest() async throws {
    let fixture = try RunFixture()
    let jobs = (0..<1_000).map { Self.job("\($0)", at: .seconds(-3_600 - $0)) }
    let v1 = ListedBackend(jobs, fixture.v1)
    _ = try await Self.run(fixture, v1)
    #expect(v1.pageCount == ComparisonRun.maximumOldPages)
    #expect(fixture.sandbox.createdV1JobCount == 1)
  }

  /// An account creates more jobs with the same settings than are searched, after the run was killed.
  @Test(arguments: [true, false])
  func readsNoJobsOfLaterTraffic(exists: Bool) async throws {
    let fixture = try RunFixture()
    let later = (0..<(ComparisonRun.maximumSearchedJobs + 100)).map { number in
      Self.job("\(number)", at: .seconds(86_400 - number))
    }
    let own = Self.job("own", of: try await fixture.documents[0].resolveReferences().v1)
    let v1 = ListedBackend(later + (exists ? [own] : []), fixture.v1)
    let results = try await Self.run(fixture, v1)
    #expect(results.map { $0.document.v1.jobID == own.id } == [exists])
    #expect(fixture.sandbox.createdV1JobCount == (exists ? 0 : 1))
    #expect(later.allSatisfy { v1.readCount(of: $0.id) == 0 })
  }

  /// From 10 minutes before the intent to 20 after it: half of that for the clock, half for the call.
  @Test(arguments: [
    (-610, false), (-600, true), (0, true), (1_200, true), (1_210, false),
  ])
  func takesAJobOfTheTimeOfTheIntent(offset: Int, isTaken: Bool) async throws {
    let fixture = try RunFixture()
    let file = try await fixture.documents[0].resolveReferences().v1
    let job = Self.job("a", of: file, at: .seconds(offset))
    let results = try await Self.run(fixture, ListedBackend([job], fixture.v1))
    #expect(results.map { $0.document.v1.jobID == job.id } == [isTaken])
    #expect(fixture.sandbox.createdV1JobCount == (isTaken ? 0 : 1))
  }

  /// At the end of a run, an unfinished job of somebody else can be the one whose response was lost.
  @Test func leavesADocumentUnfinishedIfItsJobStaysUnknown() async throws {
    let fixture = try RunFixture()
    fixture.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV1Job])
    let v1 = ListedBackend([Self.job("other", .pending)], fixture.v1)
    let run = ComparisonRun(
      v1: v1, v2: fixture.v2, request: ClassifyRequest(documents: [], rules: RunFixture.rules),
      options: ComparisonRun.Options(
        concurrency: 1, schedule: PollingSchedule(deadline: .seconds(60)), runID: "run"),
      clock: fixture.clock, now: { Self.instant(.zero) })
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    let outcome = try await run.compare(fixture.documents, log: log)
    #expect(outcome.end == .completed)
    #expect(outcome.finishedCount == 1)
    #expect(outcome.unfinishedCount == 1)
    let results = try await fixture.results(in: storage)
    #expect(results.count == 2)
    #expect(results.allSatisfy { $0.document.v1.label == .type("invoice") })
    #expect(fixture.sandbox.createdV1JobCount == 2)
    #expect(fixture.sandbox.createdV2JobCount == 2)
  }

  @Test func readsAListInAnotherOrderToItsEnd() async throws {
    let fixture = try RunFixture()
    let old = (0..<1_000).map { Self.job("\($0)", at: .seconds($0 - 7_200)) }
    let own = Self.job("own", of: try await fixture.documents[0].resolveReferences().v1)
    let v1 = ListedBackend(old + [own], fixture.v1)
    let results = try await Self.run(fixture, v1)
    #expect(results.map(\.document.v1.jobID) == [own.id])
    #expect(fixture.sandbox.createdV1JobCount == 0)
  }
}

/// A v1 that lists other jobs than it has, in a given order.
private final class ListedBackend: ClassifyBackend {
  let capabilities: BackendCapabilities
  private let base: any ClassifyBackend
  private let listed: [ClassifyJob]
  private let byID: [JobID: ClassifyJob]
  private let pages = Mutex(0)
  private let reads = Mutex<[JobID: Int]>([:])

  init(_ listed: [ClassifyJob], _ base: any ClassifyBackend) {
    self.listed = listed
    self.base = base
    capabilities = base.capabilities
    byID = Dictionary(listed.map { ($0.id, $0) }) { first, _ in first }
  }

  /// The number of pages that were read.
  var pageCount: Int { pages.withLock { $0 } }

  /// The number of times that a job was read.
  func readCount(of id: JobID) -> Int { reads.withLock { $0[id, default: 0] } }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    try await base.submit(request)
  }

  func job(_ id: JobID) async throws -> ClassifyJob {
    reads.withLock { $0[id, default: 0] += 1 }
    if let job = byID[id] { return job }
    return try await base.job(id)
  }

  func jobs(matching query: JobQuery) -> JobPages {
    Paged(from: query.pageToken) { [self] token in
      pages.withLock { $0 += 1 }
      let start = token.flatMap { Int($0) } ?? 0
      let end = min(start + (query.pageSize ?? 20), listed.count)
      return Paged.Page(
        items: Array(listed[start..<end]), nextToken: end < listed.count ? "\(end)" : nil)
    }
  }

  func cancel(_ id: JobID) async throws -> ClassifyJob { try await base.cancel(id) }
  func delete(_ id: JobID) async throws { try await base.delete(id) }
}
