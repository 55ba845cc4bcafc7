// SPDX-License-Identifier: Apache-2.0

/// A count of successes among trials.
struct Tally: Sendable {
  private var successes = 0
  private var trials = 0

  mutating func add(_ isSuccess: Bool) {
    trials += 1
    if isSuccess { successes += 1 }
  }

  var proportion: Proportion { Proportion(successes, of: trials) }
}

/// What an ignore rule did.
struct RuleTally: Sendable {
  /// The number of disagreements that it matches.
  var matched = 0
  /// The number of those that it ignored, as the first rule that could.
  var ignored = 0
}

/// The times, statuses, errors and credits of one version.
struct SideTally: Sendable {
  private var seconds: [Double] = []
  private var histogram = LatencyHistogram()
  private(set) var errors = ErrorCounts()
  private(set) var statuses = StatusCounts()
  /// The credits in total; `nil` if none were reported.
  private(set) var credits: Double?

  mutating func add(_ result: SideResult) {
    errors.add(result)
    statuses.add(result)
    if let credits = result.credits { add(credits: credits) }
    guard let time = result.seconds, time.isFinite else { return }
    seconds.append(time)
    histogram.add(time)
  }

  mutating func add(credits: Double) {
    self.credits = (self.credits ?? 0) + credits
  }

  var latency: MigrationReport.Latency {
    MigrationReport.Latency(percentiles: Percentiles(of: seconds), histogram: histogram)
  }
}

/// How often each version is right.
struct AccuracyTally: Sendable {
  private var v1 = Tally()
  private var v2 = Tally()
  private var onlyV1 = 0
  private var onlyV2 = 0

  mutating func add(v1 isV1Right: Bool, v2 isV2Right: Bool) {
    v1.add(isV1Right)
    v2.add(isV2Right)
    if isV1Right, !isV2Right { onlyV1 += 1 }
    if isV2Right, !isV1Right { onlyV2 += 1 }
  }

  func accuracy(expectedCount: Int) -> MigrationReport.Accuracy {
    MigrationReport.Accuracy(
      expectedCount: expectedCount, v1: v1.proportion, v2: v2.proportion,
      test: McNemarTest(onlyFirst: onlyV1, onlySecond: onlyV2))
  }
}
