// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// A run whose process is killed within any line of its log, and then continued.
@Suite struct KilledRunTests {
  private static let noise = ComparisonRun.NoiseSample(
    documentCount: 1, measure: .parsingAndClassifier)
  private static let options = ComparisonRun.Options(concurrency: 1, noise: noise)

  /// The number of bytes of the log of a whole run; the order of lines can differ, not their sizes.
  private static func logSize() async throws -> Int {
    let storage = MemoryResultStorage()
    try await RunFixture().results(options, in: storage)
    return storage.bytes.count
  }

  @Test func createsEachJobOnceWhereverItIsKilled() async throws {
    let size = try await Self.logSize()
    try #require(size > 1_000)
    // Several bytes of each line; that all bytes of a line are the same is tested below.
    for length in stride(from: 0, to: size, by: 11) {
      let fixture = try RunFixture()
      let killed = MemoryResultStorage(capacity: length)
      await #expect(throws: ResultLogError.self) {
        try await fixture.results(Self.options, in: killed)
      }
      let storage = MemoryResultStorage(killed.bytes)
      let results = try await fixture.results(Self.options, in: storage)
      let (v1, v2) = (fixture.sandbox.createdV1JobCount, fixture.sandbox.createdV2JobCount)
      guard results.map(\.document.name) == ["0.txt", "1.txt"], v1 == 2, v2 == 3,
        results.allSatisfy({ Agreement($0.document.v1, $0.document.v2) == .agreed }),
        results.map({ $0.document.repeated != nil }) == [true, false]
      else {
        Issue.record("killed after \(length) bytes: \(v1) and \(v2) jobs\n\(storage.text)")
        return
      }
    }
  }

  /// The log of a whole run, cut at any byte, with the jobs of the whole run at the service.
  @Test func repeatsNoFinishedDocumentWhereverTheLogIsCut() async throws {
    let fixture = try RunFixture()
    let whole = MemoryResultStorage()
    try await fixture.results(Self.options, in: whole)
    let newlines = whole.bytes.indices.filter { whole.bytes[$0] == UInt8(ascii: "\n") }
    // Between two newlines, only the length of the torn line differs: one byte of it, and all but one.
    let cuts = Set(newlines.flatMap { [$0 - 1, $0, $0 + 1, $0 + 2] }).filter {
      $0 <= whole.bytes.count
    }
    for cut in cuts.sorted() {
      let storage = MemoryResultStorage(Array(whole.bytes.prefix(cut)))
      let complete = storage.text.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      // A job on v1 is created only for a document without an intent in a complete line.
      let intents = complete.count {
        $0.hasPrefix(#"{"intent""#) && $0.contains(#""role":"v1""#)
      }
      let v1 = fixture.sandbox.createdV1JobCount
      let results = try await fixture.results(Self.options, in: storage)
      #expect(results.count == 2)
      #expect(fixture.sandbox.createdV1JobCount == v1 + 2 - intents, "cut at \(cut)")
      #expect(fixture.sandbox.createdV2JobCount == 3, "cut at \(cut)")
    }
  }

  @Test func readsTheSameHistoryForAllCutsInALine() async throws {
    let whole = MemoryResultStorage()
    try await RunFixture().results(Self.options, in: whole)
    for length in 0...whole.bytes.count {
      let prefix = whole.bytes.prefix(length)
      let complete = prefix.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let storage = MemoryResultStorage(Array(prefix))
      let log = try ResultLog(storage)
      #expect(log.history.tornByteCount == length - complete)
      #expect(storage.bytes == Array(prefix.prefix(complete)))
    }
  }

  @Test func claimsNoJobThatALineNames() async throws {
    // Two documents with the same file: the job of one must not be taken for that of the other.
    let fixture = try RunFixture(documentCount: 1)
    let references = try await fixture.documents[0].resolveReferences()
    let documents = ["a", "b"].map {
      ComparisonRun.Document(name: $0, v1: references.v1, v2: references.v2)
    }
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    let options = ComparisonRun.Options(concurrency: 1)
    _ = try await fixture.comparison(options).compare(documents, log: log)
    // As if the process had been killed before the job of b was logged.
    let lines = storage.lines.filter { line in
      !line.hasPrefix(#"{"document":"b""#) && !line.hasPrefix(#"{"job":{"document":"b""#)
    }
    let cut = MemoryResultStorage(lines.map { $0 + "\n" }.joined())
    _ = try await fixture.comparison(options).compare(
      documents, log: try ResultLog(cut, clock: fixture.clock))
    let jobs = try RunFixture.results(in: cut).compactMap(\.document.v1.jobID)
    #expect(Set(jobs).count == 2)
    #expect(fixture.sandbox.createdV1JobCount == 2)
  }

  @Test func doesNotClaimJobsOfOtherRulesOrFiles() async throws {
    let fixture = try RunFixture(documentCount: 2)
    let other = fixture.comparison(
      ComparisonRun.Options(), rules: [Rule(type: "other", description: "something else again")])
    _ = try await other.compare(
      fixture.documents, log: try ResultLog(MemoryResultStorage(), clock: fixture.clock))
    _ = try await fixture.comparison().compare(
      fixture.documents.suffix(1), log: try ResultLog(MemoryResultStorage(), clock: fixture.clock))
    #expect(fixture.sandbox.createdV1JobCount == 3)
    // An intent for the first document, whose job was never created.
    let storage = MemoryResultStorage()
    try await fixture.results(ComparisonRun.Options(maximumDocuments: 0), in: storage)
    let file = try await fixture.documents[0].resolveReferences().v1.identifier
    let intent =
      #"{"intent":{"document":"0.txt","role":"v1","file":{"kind":"file","id":"\#(file)"},"#
      + #""time":"2026-09-21T12:26:40.000Z"}}"# + "\n"
    let begun = MemoryResultStorage(storage.text + intent)
    try await fixture.results(in: begun)
    #expect(fixture.sandbox.createdV1JobCount == 5)
  }

  @Test func findsAJobThatIsStillRunning() async throws {
    let fixture = try RunFixture(documentCount: 1) {
      $0.jobDurations = Sandbox.JobDurations(running: .seconds(60))
    }
    let storage = MemoryResultStorage()
    try await fixture.results(in: storage)
    let lines = storage.lines.filter { $0.hasPrefix(#"{"run""#) || $0.contains(#""role":"v1""#) }
    let cut = MemoryResultStorage(
      lines.filter { !$0.hasPrefix(#"{"job""#) }.map { $0 + "\n" }.joined())
    let results = try await fixture.results(in: cut)
    #expect(fixture.sandbox.createdV1JobCount == 1)
    #expect(results.first?.document.v1.label == .type("invoice"))
    #expect(results.first?.document.v1.seconds == nil)
  }
}
