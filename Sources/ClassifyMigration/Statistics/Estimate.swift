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

  /// Returns the difference of two independent shares, this one minus another: −1 to 1.
  ///
  /// The squares of the distances from the values to the bounds add up, for each bound. From Wilson
  /// intervals this makes Newcombe's hybrid score interval: method 10 in "Interval estimation for the
  /// difference between independent proportions", Statistics in Medicine 17 (1998).
  func minus(_ other: Estimate) -> Estimate {
    let difference = value - other.value
    return Estimate(
      value: difference,
      low: max(difference - hypotenuse(value - low, other.high - other.value), -1),
      high: min(difference + hypotenuse(high - value, other.value - other.low), 1))
  }
}

/// Returns the length of the hypotenuse of a right triangle.
private func hypotenuse(_ first: Double, _ second: Double) -> Double {
  (first * first + second * second).squareRoot()
}
