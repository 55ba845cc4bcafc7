// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Student's t distribution with a whole number of degrees of freedom.
struct StudentT {
  /// The degrees of freedom, 1 or more.
  let degrees: Int

  /// The value that is exceeded with a probability of 2.5 %.
  var quantile: Double {
    root(
      of: { centralProbability(within: $0) - (1 - 2 * Estimate.tail) },
      from: Estimate.normalQuantile, to: Self.largestQuantile)
  }

  /// The quantile of one degree of freedom, rounded up.
  private static let largestQuantile = 12.7063

  /// Returns the probability of a value between minus and plus a positive limit.
  ///
  /// For whole degrees this is a finite sum of powers of a cosine: Abramowitz and Stegun, "Handbook of
  /// Mathematical Functions", 26.7.3 and 26.7.4.
  private func centralProbability(within limit: Double) -> Double {
    let count = Double(degrees)
    let cosineSquare = count / (count + limit * limit)
    let sine = limit / (count + limit * limit).squareRoot()
    let isEven = degrees.isMultiple(of: 2)
    var term = isEven ? 1 : cosineSquare.squareRoot()
    var sum = degrees > 1 ? term : 0
    for divisor in stride(from: isEven ? 2 : 3, through: degrees - 2, by: 2) {
      term *= cosineSquare * Double(divisor - 1) / Double(divisor)
      sum += term
    }
    return isEven ? sine * sum : 2 / Double.pi * (atan(limit / count.squareRoot()) + sine * sum)
  }
}
