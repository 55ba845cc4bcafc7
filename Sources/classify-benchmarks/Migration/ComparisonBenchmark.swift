// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyMigration
import ClassifyModel
import Foundation

/// Compares 100,000 documents on instant backends, in two parts that continue one file of results.
///
/// Stops the program if a document is missing or twice in the file, if a job was created twice, or
/// if the memory grows beyond its bound.
func runComparisonBenchmark() async throws {
  let run = try LargeRun()
  defer { run.removeFile() }
  print("\n\(LargeRun.documentCount) documents compared on instant backends, results in a file")
  try await run.compare(upTo: LargeRun.documentCount / 2)
  try await run.compare(upTo: LargeRun.documentCount)
  try run.check()
}

/// A comparison of many documents, all with the same file.
private struct LargeRun {
  static let documentCount = 100_000
  private static let maximumMegabytes = 256.0
  private static let file = DocumentReference.file("dfl-8a1f0000-0000-4000-8000-000000000001")
  private static let request = ClassifyRequest(
    documents: [],
    rules: [Rule(type: "invoice", description: "has an invoice number and a total amount")])

  private let v1 = InstantBackend(.v1, document: file)
  private let v2 = InstantBackend(.v2, document: file)
  private let path: String
  private let storage: FileResultStorage

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl").path
    storage = try FileResultStorage(path: path)
  }

  func removeFile() {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Starts or continues the run, until the file has a number of results.
  func compare(upTo count: Int) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let log = try ResultLog(storage)
    let options = ComparisonRun.Options(
      schedule: PollingSchedule(initialDelay: .zero, increment: .zero), maximumDocuments: count)
    let run = ComparisonRun(v1: v1, v2: v2, request: Self.request, options: options) {
      Timestamp.Instant(milliseconds: WallClock.milliseconds())
    }
    let documents = (0..<Self.documentCount).lazy.map { number in
      ComparisonRun.Document(name: "scan-\(number).pdf", v1: Self.file, v2: Self.file)
    }
    let outcome = try await run.compare(documents, log: log)
    try await log.synchronize()
    precondition(outcome.finishedCount == count, "\(outcome)")
    report("results 1 to \(count)", clock.now - start)
  }

  /// Reads the file, and checks that each document has one result, and one job on each version.
  func check() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var summary = ComparisonSummary(today: CalendarDay(of: Timestamp.Instant(seconds: 0)))
    var names: Set<String> = []
    _ = try ResultLog.results(in: storage) { result in
      names.insert(result.document.name)
      summary.add(result)
    }
    let counts = [
      names.count, summary.documentCount, summary.report().judgement.compared.successes,
      v1.createdCount, v2.createdCount,
    ]
    precondition(counts.allSatisfy { $0 == Self.documentCount }, "\(counts)")
    report("a report on the file", clock.now - start)
    precondition(Self.peakMegabytes <= Self.maximumMegabytes, "\(Self.peakMegabytes) MB")
  }

  private func report(_ name: String, _ duration: Duration) {
    print(
      name.padding(toLength: 34, withPad: " ", startingAt: 0)
        + String(
          format: "%6.1f s, at most %.0f MB resident", duration.inSeconds, Self.peakMegabytes))
  }

  /// The most memory that this process has had resident.
  private static var peakMegabytes: Double {
    var usage = rusage()
    getrusage(0, &usage)
    #if canImport(Darwin)
    return Double(usage.ru_maxrss) / 1e6
    #else
    return Double(usage.ru_maxrss) * 1_024 / 1e6
    #endif
  }
}
