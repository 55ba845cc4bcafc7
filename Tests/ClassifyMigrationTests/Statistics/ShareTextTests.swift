// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import Testing

@Suite struct ShareTextTests {
  @Test(
    arguments: [
      (0, "0%"), (1, "100%"), (0.975, "97.5%"), (0.98831, "98.83%"), (0.9905, "99.05%"),
      (0.9999, "99.99%"), (0.99995, ">99.99%"), (0.00001, "<0.01%"), (-0.01, "-1%"),
      (.nan, "unknown"),
      (.infinity, "unknown"),
    ] as [(Double, String)])
  func writesPercentages(share: Double, text: String) {
    #expect(ShareText.percent(share) == text)
  }

  @Test(
    arguments: [
      (0.02, "2"), (-0.0125, "-1.25"), (0.005, "0.5"), (-0.00001, "0"), (-1, "-100"),
      (-.infinity, "unknown"),
    ] as [(Double, String)])
  func writesPoints(share: Double, text: String) {
    #expect(ShareText.points(share) == text)
  }
}
