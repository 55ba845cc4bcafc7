// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// Results with transient errors that are run again.
@Suite struct RetriedErrorsTests {
  private static let options = ComparisonRun.Options(concurrency: 1)

  private static func retry(
    _ fixture: RunFixture, in storage: MemoryResultStorage,
    _ options: ComparisonRun.Options = options
  ) async throws -> ComparisonRun.Outcome {
    let log = try ResultLog(storage, clock: fixture.clock, retriesErrors: true)
    return try await fixture.comparison(options).compare(fixture.documents, log: log)
  }

  /// A log with a v1 error for the first of two documents, and the fixture without faults.
  private static func failed() async throws -> (RunFixture, MemoryResultStorage) {
    let fixture = try RunFixture(readsUsage: true)
    // The call is repeated once.
    fixture.sandbox.inject(.unavailable, into: [.createV1Job], times: 2)
    let storage = MemoryResultStorage()
    try await fixture.results(options, in: storage)
    fixture.sandbox.removeFaults()
    return (fixture, storage)
  }

  @Test func runsOnlyTheFailedSideAgain() async throws {
    let (fixture, storage) = try await Self.failed()
    let before = try RunFixture.results(in: storage)
    #expect(before.count { $0.document.hasTransientError } >= 1)
    let credits = before.compactMap(\.document.v2.credits).reduce(0, +)
    let (v1, v2) = (fixture.sandbox.createdV1JobCount, fixture.sandbox.createdV2JobCount)
    try #require(v2 == 2)
    var earlier: [String] = []
    let history = try ResultLog.earlierPart(in: storage, retriesErrors: true) {
      earlier.append($0.document.name)
    }
    #expect(earlier.count == v1)
    #expect(history.resultCount == v1)
    #expect(history.unfinishedCount == 2 - v1)
    let outcome = try await Self.retry(fixture, in: storage)
    #expect(outcome.finishedCount == 2)
    #expect(outcome.credits == credits)
    let results = try RunFixture.results(in: storage)
    #expect(results.map(\.document.name) == ["0.txt", "1.txt"])
    #expect(results.allSatisfy { $0.document.v1.label == .type("invoice") })
    #expect(results.map(\.document.v2) == before.map(\.document.v2))
    #expect(fixture.sandbox.createdV1JobCount == 2)
    #expect(fixture.sandbox.createdV2JobCount == 2)
    let read = try ResultLog.results(in: storage) { _ in }
    #expect(read.resultCount == 2)
    #expect(read.unfinishedCount == 0)
    #expect(read.retried == MigrationReport.RetriedCounts(v1: 2 - v1))
  }

  @Test func errorsAreFinalOtherwise() async throws {
    let (fixture, storage) = try await Self.failed()
    let bytes = storage.bytes
    try await fixture.results(Self.options, in: storage)
    #expect(storage.bytes == bytes)
  }

  /// The process is killed within any line that the retry writes.
  @Test func createsEachJobOnceWhereverTheRetryIsKilled() async throws {
    let (whole, storage) = try await Self.failed()
    let start = storage.bytes.count
    _ = try await Self.retry(whole, in: storage)
    try #require(storage.bytes.count > start)
    for length in stride(from: start, to: storage.bytes.count, by: 13) {
      for retriesErrors in [true, false] {
        let (fixture, failed) = try await Self.failed()
        let killed = MemoryResultStorage(failed.bytes, capacity: length)
        await #expect(throws: ResultLogError.self) { try await Self.retry(fixture, in: killed) }
        // What was judged before still has a result.
        #expect(try RunFixture.results(in: killed).count == 2)
        let rest = MemoryResultStorage(killed.bytes)
        let log = try ResultLog(rest, clock: fixture.clock, retriesErrors: retriesErrors)
        _ = try await fixture.comparison(Self.options).compare(fixture.documents, log: log)
        #expect(try RunFixture.results(in: rest).count == 2)
        #expect(fixture.sandbox.createdV1JobCount <= 2, "killed after \(length) bytes")
        #expect(fixture.sandbox.createdV2JobCount == 2, "killed after \(length) bytes")
      }
    }
  }

  /// A job that exists, although its creation failed, is found by its key.
  @Test func createsNoSecondJobOnV2() async throws {
    let fixture = try RunFixture(documentCount: 1)
    fixture.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV2Job], times: 2)
    let storage = MemoryResultStorage()
    let first = try await fixture.results(Self.options, in: storage)
    #expect(first.map(\.document.v2.hasTransientError) == [true])
    _ = try await Self.retry(fixture, in: storage)
    let results = try RunFixture.results(in: storage)
    #expect(results.map(\.document.v2.label) == [.type("invoice")])
    #expect(fixture.sandbox.createdV1JobCount == 1)
    #expect(fixture.sandbox.createdV2JobCount == 1)
  }

  @Test func keepsSecondRuns() async throws {
    let fixture = try RunFixture(documentCount: 1)
    fixture.sandbox.inject(.unavailable, into: [.createV1Job], times: 2)
    var options = Self.options
    options.noise = ComparisonRun.NoiseSample(documentCount: 1, measure: .parsingAndClassifier)
    let storage = MemoryResultStorage()
    let first = try await fixture.results(options, in: storage)
    _ = try await Self.retry(fixture, in: storage, options)
    let results = try RunFixture.results(in: storage)
    #expect(results.map(\.document.repeated) == first.map(\.document.repeated))
    #expect(results.first?.document.repeated != nil)
    #expect(fixture.sandbox.createdV2JobCount == 2)
    #expect(try ResultLog.results(in: storage) { _ in }.repeatedCount == 1)
  }

  @Test(arguments: [
    ("connection", true), ("timeout", true), ("server", true), ("rateLimited", true),
    ("unprocessable", false), ("notFound", false), ("failed", false), ("refused", false),
    ("of the future", false),
  ])
  func tellsTransientErrors(code: String, isTransient: Bool) {
    #expect(SideResult.ErrorCode(rawValue: code).isTransient == isTransient)
  }
}
