// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension Judgement {
  /// The noise floor below which ``reason`` says that ``Verdict/equivalent`` means little.
  public static let lowNoiseFloor = 0.9

  /// The reason for the verdict, and what would decide it: one to three sentences.
  public var reason: String {
    guard let agreement else { return "No document was compared." }
    guard repeated == nil || noise != nil else {
      return "No document was repeated, so the noise floor is unknown."
    }
    let relation =
      switch verdict {
      case .equivalent: "above the threshold of"
      case .different: "below the threshold of"
      case .notEnoughData: "too uncertain for the threshold of"
      }
    let percentage = ShareText.percent(agreement.value)
    let limit = ShareText.percent(threshold)
    guard let noise, let difference else {
      let interval = Self.interval(agreement, ShareText.percent)
      return "Agreement is \(percentage) (\(interval)), \(relation) \(limit)\(outlook)."
    }
    let interval = Self.interval(difference, ShareText.points)
    return "Agreement is \(percentage), \(relation) \(limit): v2 agrees with itself on "
      + "\(ShareText.percent(noise.value)), less the margin of \(ShareText.points(margin)) points. "
      + "Agreement minus noise floor is \(ShareText.points(difference.value)) points "
      + "(\(interval))\(outlook).\(caveat)"
  }

  private static func interval(_ estimate: Estimate, _ text: (Double) -> String) -> String {
    "95% interval \(text(estimate.low)) to \(text(estimate.high))"
  }

  /// What it would take to decide, after a semicolon; empty if it is decided.
  private var outlook: String {
    guard verdict == .notEnoughData else { return "" }
    guard let moreDocuments else {
      let millions = Self.maximumDocuments / 1_000_000
      return "; at this rate even \(millions) million documents would not decide"
    }
    let more = Counted.text(moreDocuments, "more document")
    return repeated == nil
      ? "; about \(more) would decide in 4 of 5 runs at this rate"
      : "; about \(more), each run twice on v2, would decide in 4 of 5 runs at these rates"
  }

  /// A sentence about a low noise floor, after a space; empty if it is no reason for doubt.
  private var caveat: String {
    guard verdict == .equivalent, let noise, noise.value < Self.lowNoiseFloor else { return "" }
    return " v2 disagrees with itself on \(ShareText.percent(1 - noise.value)) of documents, and "
      + "agreement with so noisy a baseline says little."
  }
}
