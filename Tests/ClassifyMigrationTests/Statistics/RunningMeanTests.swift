// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

@Suite struct RunningMeanTests {
  /// The additional hours of sleep of ten patients in Student, "The probable error of a mean",
  /// Biometrika 6 (1908); the interval is in the reference of R's `t.test`.
  @Test func matchesPublishedInterval() throws {
    var mean = RunningMean()
    for hours in [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4] { mean.add(hours) }
    let estimate = try #require(mean.estimate)
    #expect(mean.count == 10)
    #expect(estimate.value.isClose(to: 1.58, within: 1e-12))
    #expect(estimate.low.isClose(to: 0.7001142, within: 1e-6))
    #expect(estimate.high.isClose(to: 2.4598858, within: 1e-6))
  }

  @Test func keepsDigitsOfSmallSpread() throws {
    var mean = RunningMean()
    for _ in 0..<50_000 {
      mean.add(1_000_000_000)
      mean.add(1_000_000_001)
    }
    let estimate = try #require(mean.estimate)
    // The standard error is 0.5 / √(n − 1); the quantile of 99,999 degrees is SciPy's.
    let half = 1.9599877075346095 * 0.5 / 99_999.0.squareRoot()
    #expect(abs(estimate.value - 1_000_000_000.5) < 1e-5)
    #expect((estimate.high - estimate.low).isClose(to: 2 * half, within: 1e-3))
  }

  @Test func needsTwoValues() {
    var mean = RunningMean()
    #expect(mean.estimate == nil)
    mean.add(0.5)
    #expect(mean.estimate == nil)
    mean.add(0.5)
    #expect(mean.estimate == Estimate(value: 0.5, low: 0.5, high: 0.5))
  }

  @Test func ignoresNumbersThatAreNotFinite() {
    var mean = RunningMean()
    for value in [1.0, .nan, .infinity, -.infinity, 1.0] { mean.add(value) }
    #expect(mean.count == 2)
    #expect(mean.estimate?.value == 1)
  }
}

@Suite struct StudentTTests {
  /// Computed with `scipy.stats.t.ppf(0.975, degrees)` of SciPy 1.17; printed in every table with
  /// three decimals.
  @Test(
    arguments: [
      (1, 12.706204736174694), (2, 4.302652729749462), (3, 3.1824463052837078),
      (4, 2.7764451051977934), (5, 2.5705818356363146), (9, 2.262157162798205),
      (10, 2.228138851986274), (29, 2.045229642132703), (30, 2.0422724563012378),
      (100, 1.9839715185235518), (999, 1.9623414611334493), (100_000, 1.9599877075346095),
    ] as [(Int, Double)])
  func matchesTables(degrees: Int, expected: Double) {
    #expect(StudentT(degrees: degrees).quantile.isClose(to: expected, within: 1e-11))
  }
}
