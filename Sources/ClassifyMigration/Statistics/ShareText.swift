// SPDX-License-Identifier: Apache-2.0

/// Shares as text, with up to two decimals.
package enum ShareText {
  private static let maximumPercentage = 1e12

  /// Returns a share in percent, such as `97.5%`.
  ///
  /// Only 1 itself is `100%` and only 0 is `0%`: what lies beside them is `>99.99%` and `<0.01%`.
  package static func percent(_ share: Double) -> String {
    if share > 0, share < 0.0001 { return "<0.01%" }
    if share > 0.9999, share < 1 { return ">99.99%" }
    let points = points(share)
    return points == unknown ? unknown : "\(points)%"
  }

  /// Returns a share or a difference of shares in percentage points, such as `-1.25`.
  package static func points(_ share: Double) -> String {
    guard share.magnitude * 100 < maximumPercentage else { return unknown }
    let hundredths = Int((share * 10_000).rounded())
    let (whole, fraction) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    guard fraction > 0 else { return "\(sign)\(whole)" }
    let digits =
      fraction.isMultiple(of: 10) ? "\(fraction / 10)" : "\(fraction < 10 ? "0" : "")\(fraction)"
    return "\(sign)\(whole).\(digits)"
  }

  private static let unknown = "unknown"
}
