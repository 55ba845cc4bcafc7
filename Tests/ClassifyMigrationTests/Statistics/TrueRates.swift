// SPDX-License-Identifier: Apache-2.0

@testable import ClassifyMigration

/// What is true of all documents, of which a migration compares a sample.
struct TrueRates {
  /// The number of documents compared.
  var compared: Int
  /// The true agreement.
  var agreement: Double
  /// The number of documents repeated; `nil` if the noise floor is known.
  var repeated: Int?
  /// The true noise floor.
  var floor: Double
  /// The margin.
  var margin: Double

  /// Returns the verdict on a sample.
  func verdict(agreed: Int, same: Int, intervals: inout ExactIntervals) -> Verdict {
    Verdict(
      agreement: Proportion(agreed, of: compared), noise: repeated.map { Proportion(same, of: $0) },
      margin: margin, exact: { intervals[$0] })
  }

  /// Returns the exact probability of each verdict, if the repeated documents are other ones.
  ///
  /// For each count of the repeated documents, the counts of the compared ones that lead to a verdict
  /// are found by bisection, because a verdict only improves with each agreement.
  func verdictProbabilities() -> (equivalent: Double, different: Double) {
    var intervals = ExactIntervals()
    let agreements = Binomial(trials: compared, probability: agreement)
    var result = (equivalent: 0.0, different: 0.0)
    for (same, weight) in repeatedCounts() {
      let equivalent = first(in: 0...compared) {
        verdict(agreed: $0, same: same, intervals: &intervals) == .equivalent
      }
      let notDifferent = first(in: 0...compared) {
        verdict(agreed: $0, same: same, intervals: &intervals) != .different
      }
      result.equivalent += weight * agreements.probability(atLeast: equivalent)
      result.different += weight * agreements.probability(atMost: notDifferent - 1)
    }
    return result
  }

  /// The counts of the repeated documents that have a noticeable probability, with that.
  private func repeatedCounts() -> [(count: Int, probability: Double)] {
    guard let repeated else { return [(0, 1)] }
    let counts = Binomial(trials: repeated, probability: floor)
    let center = Int(Double(repeated) * floor)
    let below = stride(from: center, through: 0, by: -1).lazy
      .map { (count: $0, probability: counts.probability(of: $0)) }
      .prefix { $0.probability > Self.negligible }
    let above = stride(from: center + 1, through: repeated, by: 1).lazy
      .map { (count: $0, probability: counts.probability(of: $0)) }
      .prefix { $0.probability > Self.negligible }
    return Array(below) + Array(above)
  }

  /// The probability of a count that is left out: 2,000 of them add up to 0.00002.
  private static let negligible = 1e-8
}

/// Exact intervals, each of which is computed once.
struct ExactIntervals {
  private var known: [Proportion: Estimate] = [:]

  /// The exact interval of a share; `nil` without trials.
  subscript(proportion: Proportion) -> Estimate? {
    mutating get {
      if let interval = known[proportion] { return interval }
      let interval = proportion.exact
      known[proportion] = interval
      return interval
    }
  }
}

/// Returns the first number of a range from which on a condition holds, or the one after the range.
private func first(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
  var (low, high) = (range.lowerBound, range.upperBound + 1)
  while low < high {
    let middle = low + (high - low) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
