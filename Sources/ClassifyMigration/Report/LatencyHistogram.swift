// SPDX-License-Identifier: Apache-2.0

/// The distribution of the times of one version, in bins of equal width on a logarithmic scale.
public struct LatencyHistogram: Sendable, Hashable {
  /// The upper bounds of the bins in seconds, inclusive, from 0.1 s to 10,000 s: five for each power
  /// of ten.
  public static let bounds: [Double] =
    [0.1, 1, 10, 100, 1_000].flatMap { decade in
      [1, 1.6, 2.5, 4, 6.3].map { ($0 * decade * 100).rounded() / 100 }
    } + [10_000]

  /// The number of times in each bin; the last one is for times above the last bound.
  public private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)

  /// Creates an empty histogram.
  public init() {}

  /// Counts a time in seconds.
  public mutating func add(_ seconds: Double) {
    let bin = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    counts[bin] += 1
  }
}
