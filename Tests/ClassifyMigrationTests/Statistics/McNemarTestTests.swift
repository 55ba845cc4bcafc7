// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

@Suite struct McNemarTestTests {
  /// Twice the lower tail of fair coins: exact fractions.
  @Test(
    arguments: [
      (0, 0, 1), (1, 0, 1), (0, 2, 0.5), (3, 0, 0.25), (1, 9, 2.0 * 11 / 1024), (5, 5, 1),
      (4, 6, 2.0 * 386 / 1024),
    ] as [(Int, Int, Double)])
  func isTwiceTheTailOfFairCoins(onlyFirst: Int, onlySecond: Int, p: Double) {
    let test = McNemarTest(onlyFirst: onlyFirst, onlySecond: onlySecond)
    #expect(test.p.isClose(to: p, within: 1e-12))
    let swapped = McNemarTest(onlyFirst: onlySecond, onlySecond: onlyFirst)
    #expect(swapped.p == test.p)
  }

  /// Computed with `scipy.stats.binomtest` of SciPy 1.17.
  @Test(
    arguments: [
      (10, 25, 0.016673847800120715), (120, 80, 0.005685155996750306),
      (100_000, 101_000, 0.02586239243973295),
    ] as [(Int, Int, Double)])
  func matchesIndependentImplementation(onlyFirst: Int, onlySecond: Int, p: Double) {
    let test = McNemarTest(onlyFirst: onlyFirst, onlySecond: onlySecond)
    #expect(test.p.isClose(to: p, within: 1e-10))
  }

  @Test func countsNegativeNumbersAsZero() {
    #expect(McNemarTest(onlyFirst: -3, onlySecond: 3) == McNemarTest(onlyFirst: 0, onlySecond: 3))
  }
}
