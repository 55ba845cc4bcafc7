// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// Creations whose response is lost, on v1, which has no idempotency keys.
@Suite struct LostCreationTests {
  private static let options = ComparisonRun.Options(concurrency: 1)

  @Test(arguments: [Sandbox.Fault.connectionLost(.afterProcessing), .truncation, .garbage])
  func findsTheJobAtTheEndOfTheRun(fault: Sandbox.Fault) async throws {
    let fixture = try RunFixture(documentCount: 3)
    fixture.sandbox.inject(fault, into: [.createV1Job])
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    let outcome = try await fixture.comparison(Self.options).compare(fixture.documents, log: log)
    #expect(outcome.finishedCount == 3)
    #expect(outcome.unfinishedCount == 0)
    let results = try RunFixture.results(in: storage)
    #expect(results.count == 3)
    #expect(results.allSatisfy { $0.document.v1.label == .type("invoice") })
    #expect(Set(results.compactMap(\.document.v1.jobID)).count == 3)
    #expect(fixture.sandbox.createdV1JobCount == 3)
    #expect(fixture.sandbox.createdV2JobCount == 3)
  }

  /// Documents with the same file: each gets one of the jobs, and none is taken twice.
  @Test func findsOneJobForEachDocument() async throws {
    let fixture = try RunFixture(documentCount: 1)
    let references = try await fixture.documents[0].resolveReferences()
    let documents = ["a", "b", "c"].map {
      ComparisonRun.Document(name: $0, v1: references.v1, v2: references.v2)
    }
    fixture.sandbox.inject(
      .connectionLost(.afterProcessing), into: [.createV1Job], skipping: 1, times: 2)
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    _ = try await fixture.comparison(Self.options).compare(documents, log: log)
    let results = try RunFixture.results(in: storage)
    #expect(Set(results.compactMap(\.document.v1.jobID)).count == 3)
    #expect(fixture.sandbox.createdV1JobCount == 3)
  }

  @Test func isAnErrorIfThereIsNoJob() async throws {
    let fixture = try RunFixture(documentCount: 1)
    fixture.sandbox.inject(.connectionLost(.beforeProcessing), into: [.createV1Job], times: .max)
    let result = try #require(try await fixture.results(Self.options).first)
    guard case .error(SideResult.ErrorCode(.connection), _) = result.document.v1.answer else {
      Issue.record("\(result.document.v1.answer) is no error of the connection")
      return
    }
    #expect(result.document.v2.label == .type("invoice"))
    #expect(fixture.sandbox.createdV1JobCount == 0)
  }

  /// Without the list nobody knows; the next run looks again.
  @Test func isNotFinishedIfTheSearchFails() async throws {
    let fixture = try RunFixture(documentCount: 1)
    fixture.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV1Job])
    fixture.sandbox.inject(.unavailable, into: [.listV1Jobs], times: .max)
    let storage = MemoryResultStorage()
    await #expect(throws: ClassifyError.self) {
      try await fixture.results(Self.options, in: storage)
    }
    let history = try ResultLog.earlierPart(in: storage)
    #expect(history.resultCount == 0)
    #expect(history.unfinishedDocuments.map(\.mayHaveUnknownV1Job) == [true])
    fixture.sandbox.removeFaults()
    let results = try await fixture.results(Self.options, in: storage)
    #expect(results.map(\.document.v1.label) == [.type("invoice")])
    #expect(fixture.sandbox.createdV1JobCount == 1)
    #expect(fixture.sandbox.createdV2JobCount == 1)
  }

  /// The process is killed within any line of the log, and the run continued.
  @Test func createsEachJobOnceWhereverItIsKilled() async throws {
    func fixture() throws -> RunFixture {
      let fixture = try RunFixture()
      fixture.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV1Job])
      return fixture
    }
    let whole = MemoryResultStorage()
    try await fixture().results(Self.options, in: whole)
    for length in stride(from: 0, to: whole.bytes.count, by: 37) {
      let fixture = try fixture()
      let killed = MemoryResultStorage(capacity: length)
      await #expect(throws: ResultLogError.self) {
        try await fixture.results(Self.options, in: killed)
      }
      let results = try await fixture.results(
        Self.options, in: MemoryResultStorage(killed.bytes))
      #expect(results.count == 2, "killed after \(length) bytes")
      #expect(fixture.sandbox.createdV1JobCount == 2, "killed after \(length) bytes")
      #expect(fixture.sandbox.createdV2JobCount == 2, "killed after \(length) bytes")
    }
  }

  @Test func manyInARowAreAnOutage() async throws {
    let count = ComparisonRun.maximumOutageResults + 5
    let fixture = try RunFixture(documentCount: count)
    fixture.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV1Job], times: .max)
    let storage = MemoryResultStorage()
    await #expect(throws: ClassifyError.self) {
      try await fixture.results(Self.options, in: storage)
    }
    #expect(fixture.sandbox.createdV1JobCount == ComparisonRun.maximumOutageResults)
    fixture.sandbox.removeFaults()
    let results = try await fixture.results(Self.options, in: storage)
    #expect(results.count == count)
    #expect(fixture.sandbox.createdV1JobCount == count)
    #expect(fixture.sandbox.createdV2JobCount == count)
  }
}
