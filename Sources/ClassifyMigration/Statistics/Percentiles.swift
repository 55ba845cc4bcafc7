// SPDX-License-Identifier: Apache-2.0

/// The median and upper percentiles of a set of numbers.
///
/// A percentile is a nearest rank: the smallest of the numbers such that at least that share of them
/// is no larger. It is always one of the numbers, never interpolated.
public struct Percentiles: Sendable, Hashable {
  /// The number of values.
  public let count: Int
  /// The median: half of the values are no larger.
  public let p50: Double
  /// 90 % of the values are no larger.
  public let p90: Double
  /// 99 % of the values are no larger.
  public let p99: Double

  /// Sorts the values and takes their percentiles; `nil` if there are none.
  ///
  /// Infinities and NaN are ignored.
  public init?(of values: some Sequence<Double>) {
    let sorted = values.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    func nearestRank(_ percent: Int) -> Double {
      let rank = (sorted.count * percent + 99) / 100
      return sorted[rank - 1]
    }
    count = sorted.count
    p50 = nearestRank(50)
    p90 = nearestRank(90)
    p99 = nearestRank(99)
  }
}
