// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// Documents that have no result at the end of a run, and what later runs do with them.
@Suite struct UnfinishedDocumentTests {
  private static func run(
    _ v1: FakeBackend, _ v2: FakeBackend, _ storage: MemoryResultStorage,
    _ document: ComparisonRun.Document
  ) async throws -> ComparisonRun.Outcome {
    let clock = ManualClock()
    let run = ComparisonRun(
      v1: v1, v2: v2, request: ClassifyRequest.files("f"),
      options: ComparisonRun.Options(
        concurrency: 1, schedule: PollingSchedule(deadline: .seconds(60)), runID: "run"),
      clock: clock, now: { Timestamp.Instant(seconds: 1_790_000_000) })
    return try await run.compare([document], log: try ResultLog(storage, clock: clock))
  }

  private static let uploaded = ComparisonRun.Document(name: "a", v1: .file("f"), v2: .file("f"))

  @Test func aJobThatIsNotFinishedInTimeIsNoResult() async throws {
    let (v1, v2) = (FakeBackend(.v1, .reads { _ in .running }), FakeBackend(.v2))
    let storage = MemoryResultStorage()
    let outcome = try await Self.run(v1, v2, storage, Self.uploaded)
    #expect(outcome.finishedCount == 0)
    #expect(outcome.unfinishedCount == 1)
    #expect(try RunFixture.results(in: storage).isEmpty)
    let history = try ResultLog.earlierPart(in: storage)
    let document = try #require(history.unfinishedDocuments.first)
    #expect(document.name == "a")
    #expect(document.jobIDs.map(\.version) == [.v1, .v2])
    #expect(!document.mayHaveUnknownV1Job)
    v1.setBehavior(.answers)
    let next = try await Self.run(v1, v2, storage, Self.uploaded)
    #expect(next.finishedCount == 1)
    #expect(next.unfinishedCount == 0)
    #expect(v1.requests.count == 1)
    #expect(v2.requests.count == 1)
  }

  /// The log of a run that has logged its document, cut before the job or after it.
  private static func begun(_ v1: FakeBackend, _ v2: FakeBackend, keepsJobs: Bool) async throws
    -> MemoryResultStorage
  {
    let storage = MemoryResultStorage()
    _ = try await run(v1, v2, storage, uploaded)
    let lines = storage.lines.filter { line in
      line.hasPrefix(#"{"run""#) || line.hasPrefix(#"{"files""#)
        || keepsJobs && line.hasPrefix(#"{"job""#)
    }
    return MemoryResultStorage(lines.map { $0 + "\n" }.joined())
  }

  @Test func anUnknownJobOfTheLogEndsTheRun() async throws {
    let storage = try await Self.begun(FakeBackend(.v1), FakeBackend(.v2), keepsJobs: true)
    // Another service, without these jobs.
    let (v1, v2) = (FakeBackend(.v1), FakeBackend(.v2))
    let error = await #expect(throws: ResultLogError.self) {
      try await Self.run(v1, v2, storage, Self.uploaded)
    }
    #expect(error?.message.contains("not known to the service") == true)
    #expect(v1.requests.isEmpty && v2.requests.isEmpty)
    #expect(try RunFixture.results(in: storage).isEmpty)
  }

  @Test func anUnknownFileOfTheLogEndsTheRun() async throws {
    let storage = try await Self.begun(FakeBackend(.v1), FakeBackend(.v2), keepsJobs: false)
    let error = ClassifyError(code: .notFound, message: "no file")
    let document = ComparisonRun.Document(name: "a") {
      Issue.record("the file is in the log")
      return ComparisonRun.Document.References(v1: .file("g"), v2: .file("g"))
    }
    let thrown = await #expect(throws: ResultLogError.self) {
      try await Self.run(FakeBackend(.v1), FakeBackend(.v2, .fails(error)), storage, document)
    }
    #expect(thrown?.message.contains("the file f") == true)
    #expect(try RunFixture.results(in: storage).isEmpty)
  }

  /// An ID of the caller can be wrong in any run.
  @Test func anUnknownFileOfTheCallerIsAResult() async throws {
    let storage = try await Self.begun(FakeBackend(.v1), FakeBackend(.v2), keepsJobs: false)
    let error = ClassifyError(code: .notFound, message: "no file")
    _ = try await Self.run(
      FakeBackend(.v1), FakeBackend(.v2, .fails(error)), storage, Self.uploaded)
    #expect(try RunFixture.results(in: storage).count == 1)
  }

  /// As file names, a letter with an accent and its two scalars are different.
  @Test func namesInTwoNormalFormsAreTwoDocuments() async throws {
    let names = ["\u{E9}.txt", "e\u{301}.txt"]
    let fixture = try RunFixture(documentCount: 1)
    let references = try await fixture.documents[0].resolveReferences()
    let documents = names.map {
      ComparisonRun.Document(name: $0, v1: references.v1, v2: references.v2)
    }
    let storage = MemoryResultStorage()
    for _ in 0..<2 {
      let outcome = try await fixture.comparison().compare(
        documents, log: try ResultLog(storage, clock: fixture.clock))
      #expect(outcome.finishedCount == 2)
      #expect(outcome.duplicateCount == 0)
    }
    #expect(fixture.sandbox.createdV1JobCount == 2)
    #expect(fixture.sandbox.createdV2JobCount == 2)
    #expect(DocumentName(names[0]) != DocumentName(names[1]))
    #expect(Set((names + names).map { DocumentName($0) }).count == 2)
  }
}
