// SPDX-License-Identifier: Apache-2.0

/// A number of successes among a number of trials.
public struct Proportion: Sendable, Hashable {
  /// The number of successes, 0 to ``trials``.
  public let successes: Int
  /// The number of trials, 0 or more.
  public let trials: Int

  /// Creates a proportion; out-of-range numbers are clamped.
  public init(_ successes: Int, of trials: Int) {
    self.trials = Swift.max(trials, 0)
    self.successes = Swift.min(Swift.max(successes, 0), self.trials)
  }
}

extension Proportion {
  /// The share of successes, from 0 to 1; `nil` without trials.
  public var value: Double? {
    trials > 0 ? Double(successes) / Double(trials) : nil
  }

  /// The share of successes with its 95 % Wilson score interval; `nil` without trials.
  public var wilson: Estimate? {
    guard let value else { return nil }
    let count = Double(trials)
    let square = Estimate.normalQuantile * Estimate.normalQuantile
    let center = (value + square / (2 * count)) / (1 + square / count)
    let variance = value * (1 - value) / count + square / (4 * count * count)
    let half = Estimate.normalQuantile / (1 + square / count) * variance.squareRoot()
    return Estimate(
      value: value,
      low: successes == 0 ? 0 : Swift.max(center - half, 0),
      high: successes == trials ? 1 : Swift.min(center + half, 1))
  }

  /// The share of successes with its exact 95 % interval; `nil` without trials.
  ///
  /// The bounds are those of Clopper and Pearson. The true share lies below the interval with a
  /// probability of at most 2.5 %, and above it likewise, whatever the share and the number of trials.
  var exact: Estimate? {
    guard let value, let wilson else { return nil }
    let failures = Proportion(trials - successes, of: trials)
    return Estimate(
      value: value, low: exactLow(near: wilson.low),
      high: 1 - failures.exactLow(near: 1 - wilson.high))
  }

  /// Returns the share at which this many successes or more have a probability of 2.5 %.
  private func exactLow(near guess: Double) -> Double {
    guard successes > 0 else { return 0 }
    let value = Double(successes) / Double(trials)
    func excess(_ share: Double) -> Double {
      Binomial(trials: trials, probability: share).probability(atLeast: successes) - Estimate.tail
    }
    let below = Swift.max(guess - (value - guess), 0)
    return root(of: excess, from: excess(below) <= 0 ? below : 0, to: value)
  }
}
