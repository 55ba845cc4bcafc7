// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

@Suite struct ProportionTests {
  /// Rows of table I in Newcombe, "Two-sided confidence intervals for the single proportion",
  /// Statistics in Medicine 17 (1998), methods 3 (Wilson) and 5 (Clopper and Pearson).
  @Test(
    arguments: [
      (81, 263, 0.2553, 0.3662, 0.2527, 0.3676),
      (15, 148, 0.0624, 0.1605, 0.0578, 0.1617),
      (0, 20, 0, 0.1611, 0, 0.1684),
      (1, 29, 0.0061, 0.1718, 0.0009, 0.1776),
    ] as [(Int, Int, Double, Double, Double, Double)])
  func matchesPublishedIntervals(
    successes: Int, trials: Int, low: Double, high: Double, exactLow: Double, exactHigh: Double
  ) throws {
    let proportion = Proportion(successes, of: trials)
    let (wilson, exact) = (try #require(proportion.wilson), try #require(proportion.exact))
    #expect(abs(wilson.low - low) < 0.00005 && abs(wilson.high - high) < 0.00005)
    #expect(abs(exact.low - exactLow) < 0.00005)
    // Published is 0.1617; statsmodels 0.15 has 0.161650 too.
    #expect(abs(exact.high - exactHigh) < 0.0001)
  }

  /// Computed with `proportion_confint` of statsmodels 0.15, methods `wilson` and `beta`.
  @Test(
    arguments: [
      (4, 5, 0.3755346297625252, 0.9637758913675698, 0.2835820638819105, 0.9949492366205319),
      (188, 189, 0.970643094555003, 0.9990653962621839, 0.9708744808424457, 0.9998660523157907),
      (
        99_000, 100_000, 0.989364213963054, 0.9905981411866148, 0.9893638884706457,
        0.9906074439109015
      ),
      (
        9_800_000, 10_000_000, 0.9799130441262761, 0.9800865870938188, 0.9799130396069113,
        0.9800866823273297
      ),
      (
        1, 10_000_000, 1.7652455711617434e-08, 5.664932019606464e-07, 2.5317807952240303e-09,
        5.571642116990815e-07
      ),
    ] as [(Int, Int, Double, Double, Double, Double)])
  func matchesIndependentImplementation(
    successes: Int, trials: Int, low: Double, high: Double, exactLow: Double, exactHigh: Double
  ) throws {
    let proportion = Proportion(successes, of: trials)
    let (wilson, exact) = (try #require(proportion.wilson), try #require(proportion.exact))
    #expect(wilson.low.isClose(to: low, within: 1e-12))
    #expect(wilson.high.isClose(to: high, within: 1e-12))
    #expect(abs(exact.low - exactLow) < 1e-12)
    #expect(abs(exact.high - exactHigh) < 1e-12)
  }

  @Test func boundsIntervalsAtNoAndAllSuccesses() throws {
    let none = try #require(Proportion(0, of: 7).wilson)
    #expect(none.value == 0 && none.low == 0 && none.high < 1)
    let all = try #require(Proportion(7, of: 7).wilson)
    #expect(all.value == 1 && all.low > 0 && all.high == 1)
    // All of n: the lower bound is 0.025 to the power of 1/n.
    let exact = try #require(Proportion(2, of: 2).exact)
    #expect(exact.low.isClose(to: 0.025.squareRoot(), within: 1e-12))
    #expect(exact.high == 1)
  }

  @Test func hasNoIntervalWithoutTrials() {
    #expect(Proportion(0, of: 0).value == nil)
    #expect(Proportion(0, of: 0).wilson == nil)
    #expect(Proportion(0, of: 0).exact == nil)
  }

  @Test func clampsNumbers() {
    #expect(Proportion(9, of: 5) == Proportion(5, of: 5))
    #expect(Proportion(-1, of: 5) == Proportion(0, of: 5))
    #expect(Proportion(1, of: -5) == Proportion(0, of: 0))
  }

  /// Rows of table II in Newcombe, "Interval estimation for the difference between independent
  /// proportions", Statistics in Medicine 17 (1998), method 10.
  @Test(
    arguments: [
      (Proportion(56, of: 70), Proportion(48, of: 80), 0.0524, 0.3339),
      (Proportion(9, of: 10), Proportion(3, of: 10), 0.1705, 0.8090),
      (Proportion(6, of: 7), Proportion(2, of: 7), 0.0582, 0.8062),
      (Proportion(5, of: 56), Proportion(0, of: 29), -0.0381, 0.1926),
      (Proportion(0, of: 10), Proportion(0, of: 20), -0.1611, 0.2775),
      (Proportion(0, of: 10), Proportion(0, of: 10), -0.2775, 0.2775),
      (Proportion(10, of: 10), Proportion(0, of: 20), 0.6791, 1),
      (Proportion(10, of: 10), Proportion(0, of: 10), 0.6075, 1),
    ] as [(Proportion, Proportion, Double, Double)])
  func matchesPublishedDifferences(
    first: Proportion, second: Proportion, low: Double, high: Double
  ) throws {
    let difference = try #require(first.difference(from: second, by: \.wilson))
    #expect(abs(difference.low - low) < 0.00005)
    #expect(abs(difference.high - high) < 0.00005)
  }

  /// Computed with `confint_proportions_2indep` of statsmodels 0.15, method `newcomb`.
  @Test(
    arguments: [
      (
        Proportion(950, of: 1000), Proportion(96, of: 100), -0.03875391909081343,
        0.049565350377806565
      ),
      (
        Proportion(189, of: 189), Proportion(30, of: 30), -0.019920295377281683, 0.11351339317396891
      ),
      (
        Proportion(4900, of: 5000), Proportion(1990, of: 2000), -0.01983703800824564,
        -0.009530384260125728
      ),
      (Proportion(0, of: 5), Proportion(2000, of: 2000), -1, -0.5655133059870057),
    ] as [(Proportion, Proportion, Double, Double)])
  func matchesIndependentDifferences(
    first: Proportion, second: Proportion, low: Double, high: Double
  ) throws {
    let difference = try #require(first.difference(from: second, by: \.wilson))
    #expect(difference.low.isClose(to: low, within: 1e-11))
    #expect(difference.high.isClose(to: high, within: 1e-11))
  }

  @Test func takesUnmeasuredNoiseFloorAsExactlyOne() throws {
    let proportion = Proportion(97, of: 100)
    let (share, difference) = (
      try #require(proportion.wilson), try #require(proportion.difference(from: nil, by: \.wilson))
    )
    #expect(difference.low.isClose(to: share.low - 1, within: 1e-12))
    #expect(difference.high.isClose(to: share.high - 1, within: 1e-12))
    #expect(proportion.difference(from: Proportion(0, of: 0), by: \.wilson) == nil)
  }
}
