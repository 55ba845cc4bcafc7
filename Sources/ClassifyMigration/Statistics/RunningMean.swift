// SPDX-License-Identifier: Apache-2.0

/// The mean of numbers that arrive one by one, with its 95 % interval.
///
/// It keeps three numbers, however many are added (Welford's method).
public struct RunningMean: Sendable, Hashable {
  /// The number of values added.
  public private(set) var count = 0
  private var mean = 0.0
  private var squares = 0.0

  /// Creates a mean of no values.
  public init() {}

  /// Adds a value; infinities and NaN are ignored.
  public mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  /// The mean with its 95 % t interval; `nil` for less than two values, which have no spread.
  public var estimate: Estimate? {
    guard count > 1 else { return nil }
    let error = (squares / Double(count - 1) / Double(count)).squareRoot()
    let half = StudentT(degrees: count - 1).quantile * error
    return Estimate(value: mean, low: mean - half, high: mean + half)
  }
}
