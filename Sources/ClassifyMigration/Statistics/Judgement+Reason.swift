// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension Judgement {
  /// The reason for the verdict, in one sentence with a full stop.
  public var reason: String {
    guard let agreement else { return "No document was compared." }
    guard repeated == nil || noise != nil else {
      return "No document was repeated, so the noise floor is unknown."
    }
    let facts =
      if let noise, let difference {
        "Agreement is \(percent(agreement.value)) and the noise floor \(percent(noise.value)): "
          + "a difference of \(points(difference.value)) points (95% interval "
          + "\(points(difference.low)) to \(points(difference.high)))"
      } else {
        "Agreement is \(percent(agreement.value)) "
          + "(95% interval \(percent(agreement.low)) to \(percent(agreement.high)))"
      }
    let limit =
      repeated == nil
      ? "the threshold of \(percent(threshold))" : "the limit of \(points(-margin)) points"
    switch verdict {
    case .equivalent: return "\(facts), above \(limit)."
    case .different: return "\(facts), below \(limit)."
    case .notEnoughData: return "\(facts), too uncertain for \(limit); \(outlook)."
    }
  }

  /// What it would take to decide.
  private var outlook: String {
    switch moreDocuments {
    case let more?: "about \(Counted.text(more, "more document")) would decide at this rate"
    case nil: "at this rate \(Self.maximumDocuments / 1_000_000) million would not decide either"
    }
  }
}

/// Returns a share in percent, such as `97.5%`.
private func percent(_ share: Double) -> String {
  "\(points(share))%"
}

/// Returns a share in points with up to two decimals, such as `-1.25`.
private func points(_ share: Double) -> String {
  let hundredths = Int((share * 10_000).rounded())
  let (whole, fraction) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  guard fraction > 0 else { return "\(sign)\(whole)" }
  let digits =
    fraction.isMultiple(of: 10) ? "\(fraction / 10)" : "\(fraction < 10 ? "0" : "")\(fraction)"
  return "\(sign)\(whole).\(digits)"
}
