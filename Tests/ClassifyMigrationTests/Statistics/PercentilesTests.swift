// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

@Suite struct PercentilesTests {
  /// The nearest rank is the share of the count, rounded up.
  @Test(
    arguments: [
      (1, 1.0, 1.0, 1.0), (2, 1, 2, 2), (3, 2, 3, 3), (10, 5, 9, 10), (11, 6, 10, 11),
      (100, 50, 90, 99), (101, 51, 91, 100), (1000, 500, 900, 990),
    ] as [(Int, Double, Double, Double)])
  func takesNearestRanks(count: Int, p50: Double, p90: Double, p99: Double) throws {
    let values = (1...count).map(Double.init)
    let percentiles = try #require(Percentiles(of: values.reversed()))
    #expect(percentiles.count == count)
    #expect(percentiles.p50 == p50)
    #expect(percentiles.p90 == p90)
    #expect(percentiles.p99 == p99)
  }

  @Test func ignoresNumbersThatAreNotFinite() {
    #expect(Percentiles(of: [Double.nan, 2, .infinity])?.p99 == 2)
    #expect(Percentiles(of: [Double.nan]) == nil)
    #expect(Percentiles(of: [Double]()) == nil)
  }
}
