// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Synchronization

/// A migrating backend with a mirror on backends of its own, and what the mirror compared.
struct MirrorSetup: Sendable {
  /// Collects compared documents, up to a bound.
  final class Collector: Sendable {
    private let collected = Mutex<[ComparisonResult]>([])

    var results: [ComparisonResult] { collected.withLock { $0 } }
    var documents: [ComparedDocument] { results.map(\.document) }

    func add(_ result: ComparisonResult) {
      collected.withLock { if $0.count < 10_000 { $0.append(result) } }
    }
  }

  let v1: FakeBackend
  let v2: FakeBackend
  let control: MigrationControl
  let mirror: JobMirror
  let backend: MigratingBackend
  let collector = Collector()

  init(
    _ stage: MigrationStage = .shadow, v1: FakeBackend = FakeBackend(.v1),
    v2: FakeBackend = FakeBackend(.v2), options: MirrorOptions = .quick,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.v1 = v1
    self.v2 = v2
    control = MigrationControl(stage: stage)
    mirror = JobMirror(v1: v1, v2: v2, options: options, clock: clock, onCompared: collector.add)
    backend = MigratingBackend(v1: v1, v2: v2, control: control, mirror: mirror)
  }

  /// Submits a request and reads its job, as most callers do.
  @discardableResult
  func classify(_ request: ClassifyRequest) async throws -> ClassifyJob {
    try await backend.job(try await backend.submit(request).id)
  }

  /// Waits for the first compared document; the time limit of the suite ends the wait.
  func firstResult() async throws -> ComparisonResult {
    while true {
      if let result = collector.results.first { return result }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Waits until the mirror has nothing left, with a bound that only a defect reaches.
  func drain() async -> Bool { await mirror.drain(within: .seconds(60)) }
}

extension MirrorOptions {
  /// Options without pauses between polls.
  static let quick = MirrorOptions(
    deadline: .seconds(60), polling: PollingSchedule(initialDelay: .zero, increment: .zero))

  /// The quick options with changes.
  static func quick(_ change: (inout MirrorOptions) -> Void) -> MirrorOptions {
    var options = quick
    change(&options)
    return options
  }
}

extension MirrorCounts {
  /// Whether every document is accounted for.
  var isBalanced: Bool { offered == compared + droppedTotal + queued + inFlight }
}

/// A clock whose sleeps below an hour advance it and return at once; longer ones never end.
final class SkippingClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let state = Mutex(Instant(offset: .zero))

  var now: Instant { state.withLock { $0 } }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    guard now.duration(to: deadline) < .seconds(3_600) else {
      return try await Task.sleep(for: .seconds(86_400))
    }
    try Task.checkCancellation()
    state.withLock { $0 = max($0, deadline) }
    await Task.yield()
  }
}

/// A clock on which no time passes: its sleeps end only by cancellation, except those of no length.
final class FrozenClock: Clock, Sendable {
  typealias Instant = SkippingClock.Instant

  private let requested = Mutex<[Duration]>([])

  let now = Instant(offset: .zero)
  var minimumResolution: Duration { .nanoseconds(1) }
  /// The durations of all sleeps, in order.
  var sleeps: [Duration] { requested.withLock(\.self) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let duration = now.duration(to: deadline)
    requested.withLock { $0.append(duration) }
    guard duration > .zero else { return await Task.yield() }
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }
}
