// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Foundation

/// Measures what a `MigratingBackend` adds to `submit` on a backend that returns at once, and a long
/// comparison.
///
/// The variants take turns in short rounds, so that a busy machine slows all alike.
func runMigrationBenchmark() async throws {
  var variants = SubmitVariant.all()
  for _ in 0..<SubmitVariant.rounds {
    for index in variants.indices { try await variants[index].measureRound() }
  }
  print("submit on an instant backend, \(SubmitVariant.rounds * SubmitVariant.calls) calls each")
  print("                                      p50      p99    added at p50    added at p99")
  let base = variants[0].percentiles
  for variant in variants {
    let (median, high) = variant.percentiles
    print(
      variant.name.padding(toLength: 34, withPad: " ", startingAt: 0)
        + String(
          format: "%6.2f µs %6.2f µs %7.2f µs ×%.1f %7.2f µs ×%.1f", median, high,
          median - base.median, median / base.median, high - base.high, high / base.high))
    if let counts = variant.mirror?.counts {
      print(
        "  \(counts.compared) compared, \(counts.droppedTotal) dropped, "
          + "\(counts.queued + counts.inFlight) waiting")
    }
  }
  for variant in variants { variant.mirror?.stop() }
  try await runComparisonBenchmark()
}

/// One way to submit requests, and the times of its calls.
private struct SubmitVariant {
  static let rounds = 100
  static let calls = 1_000
  private static let document = DocumentReference.file("dfl-8a1f0000-0000-4000-8000-000000000001")
  private static let request = ClassifyRequest(
    documents: [document],
    rules: [Rule(type: "invoice", description: "has an invoice number and a total amount")])

  let name: String
  let backend: any ClassifyBackend
  let mirror: JobMirror?
  /// Whether to read the jobs after each round, so that the mirror can compare them.
  private let readsJobs: Bool
  /// The times of the calls, in microseconds.
  private var times: [Double] = []

  private init(
    _ name: String, _ backend: any ClassifyBackend, mirror: JobMirror? = nil,
    readsJobs: Bool = false
  ) {
    self.name = name
    self.backend = backend
    self.mirror = mirror
    self.readsJobs = readsJobs
  }

  static func all() -> [SubmitVariant] {
    let v1 = InstantBackend(.v1, document: document)
    let v2 = InstantBackend(.v2, document: document)
    func mirror(_ options: MirrorOptions) -> JobMirror {
      JobMirror(v1: v1, v2: v2, options: options) { keep($0) }
    }
    func migrating(_ stage: MigrationStage, _ mirror: JobMirror? = nil) -> MigratingBackend {
      MigratingBackend(
        v1: v1, v2: v2, control: MigrationControl(stage: stage), mirror: mirror)
    }
    let atOnce = PollingSchedule(initialDelay: .zero, increment: .zero)
    // Its documents wait for the callers' jobs, which nobody reads, so its queue is soon full.
    let full = mirror(MirrorOptions(polling: atOnce))
    let empty = mirror(MirrorOptions(queueCapacity: 100_000, polling: atOnce))
    return [
      SubmitVariant("without MigratingBackend", v1),
      SubmitVariant("v1Only", migrating(.v1Only)),
      SubmitVariant("canary:50", migrating(.canary(Share(percent: 50), mirrors: false))),
      SubmitVariant(
        "shadow, queue with room", migrating(.shadow, empty), mirror: empty, readsJobs: true),
      SubmitVariant("shadow, queue full", migrating(.shadow, full), mirror: full),
    ]
  }

  /// Times a round of calls.
  mutating func measureRound() async throws {
    let clock = ContinuousClock()
    var ids: [JobID] = []
    for _ in 0..<Self.calls {
      let start = clock.now
      let job = try await backend.submit(Self.request)
      times.append((clock.now - start).inSeconds * 1e6)
      ids.append(job.id)
    }
    guard readsJobs else { return }
    for id in ids { keep(try await backend.job(id)) }
  }

  var percentiles: (median: Double, high: Double) {
    let sorted = times.sorted()
    return (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
  }
}
