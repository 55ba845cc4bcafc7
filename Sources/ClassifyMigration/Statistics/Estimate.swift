// SPDX-License-Identifier: Apache-2.0

/// An estimated value with its 95 % confidence interval.
public struct Estimate: Sendable, Hashable {
  /// The point estimate.
  public let value: Double
  /// The lower bound of the interval.
  public let low: Double
  /// The upper bound of the interval.
  public let high: Double

  /// Creates an estimate.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// The probability that the true value lies below the interval, and that it lies above.
  static let tail = 0.025
  /// The standard normal quantile of 1 − ``tail``.
  static let normalQuantile = 1.959963984540054
}

extension Estimate {
  /// A value that is known exactly.
  init(exactly value: Double) {
    self.init(value: value, low: value, high: value)
  }

  /// Returns the difference of two shares, this one minus another: −1 to 1.
  ///
  /// For each bound, the distances from the values to the bounds are added like standard deviations.
  /// From Wilson intervals of independent shares this makes Newcombe's hybrid score interval: method
  /// 10 in "Interval estimation for the difference between independent proportions", Statistics in
  /// Medicine 17 (1998).
  ///
  /// - Parameters:
  ///   - other: The share to subtract.
  ///   - correlation: The correlation of both shares, from −1 to 1.
  /// - Returns: The difference with its interval.
  func minus(_ other: Estimate, correlation: Double = 0) -> Estimate {
    func distance(_ first: Double, _ second: Double) -> Double {
      (first * first + second * second - 2 * correlation * first * second).squareRoot()
    }
    let difference = value - other.value
    return Estimate(
      value: difference,
      low: max(difference - distance(value - low, other.high - other.value), -1),
      high: min(difference + distance(high - value, other.value - other.low), 1))
  }
}
