// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Synchronization
import TestSupport
import Testing

@Suite struct ResultLogTests {
  private static let result =
    #"{"document":"a","v1":{"label":"x"},"v2":{"label":"y"}}"#

  private static func names(_ text: String) throws -> (names: [String], history: ResultHistory) {
    var names: [String] = []
    let history = try ResultLog.results(in: MemoryResultStorage(text)) {
      names.append($0.document.name)
    }
    return (names, history)
  }

  @Test(arguments: [
    ("", [], 0), ("\n", [], 0), (result + "\n", ["a"], 0), (result, ["a"], 0),
    (result + "\r\n\n" + result + "\n", ["a", "a"], 0), (result + "\n" + "{\"doc", ["a"], 5),
  ])
  func readsResultsOfAnyLines(text: String, names: [String], torn: Int) throws {
    let read = try Self.names(text)
    #expect(read.names == names)
    #expect(read.history.resultCount == names.count)
    #expect(read.history.tornByteCount == torn)
    // In these texts, the incomplete line follows one for each result.
    #expect(read.history.tornLine == (torn > 0 ? names.count + 1 : nil))
    #expect(read.history.noise == nil)
  }

  @Test(arguments: [
    ("\n{\"document\":\"a\",\"v1\":{\"label\":\"x\"}}\n", 2, "/v2"),
    ("{\"document\":\"a\",\"v1\":{\"label\":\"x\"},\"v2\":{\"label\":5}}\n", 1, "/v2/label"),
    ("{}\n", 1, "/document"), ("[]\n", 1, "expected"), ("nonsense\n", 1, "column 1"),
    ("{\"intent\":{\"document\":\"a\",\"role\":\"v3\"}}\n", 1, "/intent/role"),
    (
      "{\"document\":\"a\",\"v1\":{\"label\":\"x\"},\"v2\":{\"label\":\"y\"},"
        + "\"noise\":\"loud\"}\n", 1, "/noise"
    ),
    ("{\"job\":{\"document\":\"a\",\"role\":\"v1\",\"id\":\"a\"}}\n", 1, "/job/id"),
    (
      "{\"run\":{\"id\":\"r\",\"request\":\"q\"}}\n{\"future\":{\"document\":\"a\"}}\n", 2,
      "is of a kind that this version does not know (future)"
    ),
  ])
  func namesLineAndMemberOfAFault(text: String, line: Int, part: String) {
    let error = #expect(throws: ResultLogError.self) { try Self.names(text) }
    #expect(error?.line == line)
    #expect(error?.message.contains("line \(line)") == true)
    #expect(error?.message.contains(part) == true)
  }

  /// The lines alone, without the first one of a log, tell what second runs measure.
  @Test(
    arguments: [
      ([], nil), (["parse-job"], .classifier), (["file", nil, "file"], .parsingAndClassifier),
      (["file", "parse-job"], nil),
    ] as [([String?], NoiseMeasure?)])
  func takesNoiseFromResults(words: [String?], noise: NoiseMeasure?) throws {
    let lines = words.map { word in
      let member = word.map { #","noise":"\#($0)""# } ?? ""
      return #"{"document":"a","v1":{"label":"x"},"v2":{"label":"y"}\#(member)}"#
    }
    #expect(try Self.names(lines.joined(separator: "\n")).history.noise == noise)
  }

  /// Results that a later line can supersede are kept in memory until all lines are read.
  @Test func keepsABoundedNumberOfExplanations() throws {
    let count = ResultHistory.maximumExplainedCount + 5
    let lines = (0..<count).map { number in
      #"{"document":"\#(number)","v1":{"error":{"code":"connection","message":"m"}},"#
        + #""v2":{"label":"x","confidence":0.5,"reasoning":"because"}}"#
    }
    let text = ([#"{"run":{"id":"r","request":"q"}}"#] + lines).joined(separator: "\n")
    var results: [ComparisonResult] = []
    let history = try ResultLog.results(in: MemoryResultStorage(text)) { results.append($0) }
    #expect(history.resultCount == count)
    #expect(results.count == count)
    #expect(results.count { $0.document.v2.reasoning == "because" } == count - 5)
    #expect(results.allSatisfy { $0.document.v2.label == .type("x") })
    #expect(results.allSatisfy { $0.document.v2.confidence == 0.5 })
    #expect(results.allSatisfy { $0.document.hasTransientError })
  }

  @Test func rejectsLinesWithoutEnd() {
    let text = String(repeating: "x", count: (1 << 20) + 70_000)
    let error = #expect(throws: ResultLogError.self) { try Self.names(text) }
    #expect(error?.line == 1)
  }

  @Test func readsLinesAcrossChunks() throws {
    let reasoning = String(repeating: "é", count: 3_000)
    let line =
      #"{"document":"a","v1":{"label":"x","reasoning":"\#(reasoning)"},"v2":{"label":"y"}}"#
    let text = String(repeating: line + "\n", count: 50)
    #expect(try Self.names(text).names.count == 50)
  }

  /// Whatever is not the log of a run is left as it is, also its last line.
  @Test(arguments: [
    result + "\n", result, result + "\n{\"doc", "one line", "{\"rules\": []}", "{\"runs\": 1}", "[",
    "\n", "\n{\"run\":", "{\"run\":1}\n{\"doc",
  ])
  func continuesOnlyTheLogOfARun(text: String) {
    let storage = MemoryResultStorage(text)
    #expect(throws: ResultLogError.self) { try ResultLog(storage) }
    #expect(storage.text == text)
  }

  /// A line that is too long for the next part of the run must not be written.
  @Test func writesNoLineThatItCannotRead() async throws {
    let fixture = try RunFixture(documentCount: 0)
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: fixture.clock)
    let id = String(repeating: "x", count: 2 << 20)
    let document = ComparisonRun.Document(name: "a", v1: .file(id), v2: .file(id))
    await #expect(throws: ResultLogError.self) {
      try await fixture.comparison().compare([document], log: log)
    }
    #expect(storage.lines.count == 1)
    #expect(try ResultLog(storage).history.unfinishedCount == 0)
  }

  @Test func handsOutEarlierResultsWhenOpened() async throws {
    let fixture = try RunFixture(documentCount: 3)
    let storage = MemoryResultStorage()
    try await fixture.results(in: storage)
    var names: Set<String> = []
    let log = try ResultLog(storage) { names.insert($0.document.name) }
    #expect(names == ["0.txt", "1.txt", "2.txt"])
    #expect(log.history.resultCount == 3)
    #expect(log.history.unfinishedCount == 0)
  }

  @Test func synchronizesAllLinesAtTheEnd() async throws {
    let fixture = try RunFixture()
    let storage = MemoryResultStorage()
    // The log's own clock never goes on, so that only the end synchronizes.
    let log = try ResultLog(storage, clock: StoppedClock())
    _ = try await fixture.comparison().compare(fixture.documents, log: log)
    #expect(storage.synchronizedCount == 0)
    try await log.synchronize()
    #expect(storage.synchronizedCount == storage.bytes.count)
  }

  @Test func synchronizesFullBatchesAtOnce() async throws {
    // A document has six lines: files, two intents, two jobs, and the result.
    let fixture = try RunFixture(documentCount: ResultLog.maximumBatchSize / 6 + 1)
    let storage = MemoryResultStorage()
    let log = try ResultLog(storage, clock: StoppedClock())
    _ = try await fixture.comparison().compare(fixture.documents, log: log)
    #expect(storage.synchronizedCount > 0)
  }

  @Test(.timeLimit(.minutes(15)))
  func synchronizesWithinTheDelay() async throws {
    let storage = MemoryResultStorage()
    let clock = ManualClock()
    let log = try ResultLog(storage, clock: clock)
    let fixture = try RunFixture(documentCount: 1)
    _ = try await fixture.comparison().compare(fixture.documents, log: log)
    while storage.synchronizedCount < storage.bytes.count {
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(clock.sleeps.allSatisfy { $0 <= .seconds(1) })
  }
}

/// A clock whose sleeps end only when they are cancelled.
struct StoppedClock: Clock {
  var now: ContinuousClock.Instant { ContinuousClock.now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    try await Task.sleep(for: .seconds(3_600))
  }
}
