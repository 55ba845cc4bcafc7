// SPDX-License-Identifier: Apache-2.0

/// Returns the argument at which an increasing function crosses zero, to about 13 digits.
///
/// Regula falsi in the Illinois variant, which converges faster than bisection and as surely.
///
/// - Parameters:
///   - function: An increasing continuous function.
///   - low: An argument at which the function is 0 or less.
///   - high: An argument at which the function is 0 or more.
/// - Returns: The argument.
func root(of function: (Double) -> Double, from low: Double, to high: Double) -> Double {
  var (low, high) = (low, high)
  var (below, above) = (function(low), function(high))
  var lastMovedLow: Bool?
  for _ in 0..<maximumRootSteps where high - low > rootPrecision * high {
    let secant = (low * above - high * below) / (above - below)
    let middle = secant > low && secant < high ? secant : low + (high - low) / 2
    let value = function(middle)
    if value == 0 { return middle }
    let movesLow = value < 0
    if movesLow {
      (low, below) = (middle, value)
      if lastMovedLow == true { above /= 2 }
    } else {
      (high, above) = (middle, value)
      if lastMovedLow == false { below /= 2 }
    }
    lastMovedLow = movesLow
  }
  return low + (high - low) / 2
}

/// The maximum number of function evaluations; ten are usual.
private let maximumRootSteps = 200
/// The relative width of the interval at which the search ends.
private let rootPrecision = 1e-13
