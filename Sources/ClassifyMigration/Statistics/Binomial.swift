// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The binomial distribution: the number of successes in independent trials of equal probability.
///
/// Probabilities have a relative error below 1e-11 for up to ten million trials. Small ones are sums
/// of small terms, never differences of large ones.
struct Binomial {
  /// The number of trials, 0 or more.
  let trials: Int
  /// The probability of a success in one trial, from 0 to 1.
  let probability: Double
  /// The probability of a failure, kept to count failures in place of successes without a rounding.
  private let complement: Double

  /// Creates the distribution.
  init(trials: Int, probability: Double) {
    self.init(trials: trials, probability: probability, complement: 1 - probability)
  }

  private init(trials: Int, probability: Double, complement: Double) {
    self.trials = trials
    self.probability = probability
    self.complement = complement
  }

  /// The distribution of the number of failures.
  private var failures: Self {
    Self(trials: trials, probability: complement, complement: probability)
  }

  /// Returns the probability of exactly this many successes.
  func probability(of successes: Int) -> Double {
    guard 0...trials ~= successes else { return 0 }
    guard probability > 0 else { return successes == 0 ? 1 : 0 }
    guard probability < 1 else { return successes == trials ? 1 : 0 }
    let count = Double(trials)
    if successes == 0 { return exp(count * log1p(-probability)) }
    if successes == trials { return exp(count * log(probability)) }
    // Stirling's formula for the three factorials, with its error, leaves two small deviances in
    // place of large logarithms that cancel each other.
    let (hits, misses) = (Double(successes), Double(trials - successes))
    let error = stirlingError(count) - stirlingError(hits) - stirlingError(misses)
    let deviances =
      deviance(hits, from: count * probability) + deviance(misses, from: count * complement)
    return (count / (2 * .pi * hits * misses)).squareRoot() * exp(error - deviances)
  }

  /// Returns the probability of this many successes or fewer.
  func probability(atMost successes: Int) -> Double {
    Double(successes) < Double(trials) * probability
      ? lowerSum(through: successes) : 1 - failures.lowerSum(through: trials - successes - 1)
  }

  /// Returns the probability of this many successes or more.
  func probability(atLeast successes: Int) -> Double {
    failures.probability(atMost: trials - successes)
  }

  /// Returns the sum of the probabilities from 0 successes through a number at or below the mean.
  ///
  /// The terms decrease from the last one on, so that the sum ends with the first negligible term:
  /// after about eight standard deviations.
  private func lowerSum(through successes: Int) -> Double {
    guard successes >= 0 else { return 0 }
    guard successes < trials else { return 1 }
    let odds = complement / probability
    var term = 1.0
    var sum = 1.0
    var current = successes
    while current > 0, term > sum * negligibleShare {
      term *= Double(current) / Double(trials - current + 1) * odds
      sum += term
      current -= 1
    }
    return min(probability(of: successes) * sum, 1)
  }
}

/// The share of a sum below which a further term is left out.
private let negligibleShare = 1e-17

/// Returns `observed · ln(observed / expected) + expected − observed`, precisely also where both are
/// nearly equal.
private func deviance(_ observed: Double, from expected: Double) -> Double {
  let ratio = (observed - expected) / (observed + expected)
  guard abs(ratio) < 0.1 else {
    return observed * log(observed / expected) + expected - observed
  }
  // ln(observed / expected) = 2 artanh(ratio) = 2 (ratio + ratio³/3 + ratio⁵/5 + …).
  var sum = ratio * (observed - expected)
  var power = 2 * observed * ratio
  var divisor = 3.0
  while true {
    power *= ratio * ratio
    let next = sum + power / divisor
    if next == sum { return sum }
    sum = next
    divisor += 2
  }
}

/// Returns `ln(count!)` minus Stirling's formula for it, for a whole number of 1 or more.
private func stirlingError(_ count: Double) -> Double {
  guard count < 16 else {
    // The asymptotic series, whose first omitted term is below 1e-16 here.
    let square = count * count
    let tail = 1 / 1680.0 - 1 / (1188 * square)
    return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - tail / square) / square) / square) / count
  }
  let factorial = stride(from: 2, through: count, by: 1).reduce(1, *)
  return log(factorial) - (count + 0.5) * log(count) + count - 0.5 * log(2 * .pi)
}
