// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

/// The expected values are exact fractions for few trials, and computed with mpmath 1.3 to 40 digits
/// for many.
@Suite struct BinomialTests {
  @Test(
    arguments: [
      (0, 1.0), (1, 10), (2, 45), (3, 120), (4, 210), (5, 252), (6, 210), (9, 10), (10, 1),
    ] as [(Int, Double)])
  func countsCombinationsOfTenFairTrials(successes: Int, combinations: Double) {
    let binomial = Binomial(trials: 10, probability: 0.5)
    #expect(binomial.probability(of: successes).isClose(to: combinations / 1024, within: 1e-13))
  }

  @Test(
    arguments: [
      (189, 0.98, 180, 0.014517006226875071),
      (1000, 0.5, 400, 1.3642320780330092e-10),
      (5000, 0.98, 4875, 0.0081887693076686576),
      (100_000, 0.98, 97_900, 0.01276871750837534),
      (10_000_000, 0.98, 9_798_000, 3.2501064788086231e-6),
      (10_000_000, 0.98, 9_790_000, 1.7079700400300824e-111),
      (10_000_000, 0.5, 4_990_000, 1.2724002455775865e-10),
      (10_000_000, 1e-6, 3, 0.010336024192647673),
    ] as [(Int, Double, Int, Double)])
  func sumsLowerTail(trials: Int, probability: Double, successes: Int, expected: Double) {
    let binomial = Binomial(trials: trials, probability: probability)
    #expect(binomial.probability(atMost: successes).isClose(to: expected, within: 1e-11))
    let rest = binomial.probability(atLeast: successes + 1)
    #expect(rest.isClose(to: 1 - expected, within: 1e-11))
  }

  @Test(
    arguments: [
      (5000, 0.98, 4930, 0.00088110770871751337),
      (100_000, 0.98, 98_150, 0.00031802722343241856),
      (10_000_000, 0.98, 9_802_000, 3.0419704007352224e-6),
    ] as [(Int, Double, Int, Double)])
  func sumsUpperTail(trials: Int, probability: Double, successes: Int, expected: Double) {
    let binomial = Binomial(trials: trials, probability: probability)
    #expect(binomial.probability(atLeast: successes).isClose(to: expected, within: 1e-11))
  }

  @Test(arguments: [1, 2, 15, 16, 17, 100, 1000], [0, 0.02, 0.5, 0.98, 1.0])
  func sumsToOne(trials: Int, probability: Double) {
    let binomial = Binomial(trials: trials, probability: probability)
    let sum = (0...trials).reduce(0) { $0 + binomial.probability(of: $1) }
    #expect(sum.isClose(to: 1, within: 1e-12))
  }

  @Test func limitsTailsAtEnds() {
    let binomial = Binomial(trials: 3, probability: 0.25)
    #expect(binomial.probability(atMost: -1) == 0)
    #expect(binomial.probability(atMost: 3) == 1)
    #expect(binomial.probability(atLeast: 0) == 1)
    #expect(binomial.probability(atLeast: 4) == 0)
    #expect(binomial.probability(of: -1) == 0)
    #expect(binomial.probability(of: 4) == 0)
    #expect(Binomial(trials: 0, probability: 0.25).probability(atMost: 0) == 1)
    #expect(Binomial(trials: 3, probability: 1).probability(atMost: 2) == 0)
    #expect(Binomial(trials: 3, probability: 0).probability(atLeast: 1) == 0)
  }
}

extension Double {
  /// Whether the number differs from another by no more than a share of that.
  func isClose(to expected: Double, within share: Double) -> Bool {
    abs(self - expected) <= share * abs(expected)
  }
}
