// SPDX-License-Identifier: Apache-2.0

/// Whether two versions give the same answers, as far as the compared documents tell.
@nonexhaustive
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// The agreement is above the threshold.
  case equivalent
  /// The agreement is below the threshold.
  case different
  /// The documents don't decide it.
  case notEnoughData

  /// Judges an agreement against a noise floor minus a margin.
  ///
  /// Two 95 % intervals of the difference must exclude the margin: Newcombe's, and one from exact
  /// bounds that assumes the least favorable dependence of both shares. Newcombe's alone is wrong too
  /// often if one of the samples has few disagreements, or if both have many of the same documents
  /// (see docs/decisions/0009-verdicts-by-two-intervals.md).
  ///
  /// - Parameters:
  ///   - agreement: The documents that were compared, and those on which both versions agree.
  ///   - noise: The documents that were repeated, and those on which both runs agree; `nil` if a
  ///     version is taken to agree with itself always.
  ///   - margin: The difference to accept, from 0 to 1.
  ///   - exact: The exact interval of a share, which is costly, so that callers can keep it.
  init(
    agreement: Proportion, noise: Proportion?, margin: Double,
    exact: (Proportion) -> Estimate? = \.exact
  ) {
    let newcombe = agreement.difference(from: noise, by: \.wilson)
    guard let newcombe, newcombe.low > -margin || newcombe.high < -margin,
      let exact = agreement.difference(
        from: noise, by: exact,
        correlation: noise.map { agreement.leastCorrelation(with: $0) } ?? 0)
    else {
      self = .notEnoughData
      return
    }
    if newcombe.low > -margin, exact.low > -margin {
      self = .equivalent
    } else if newcombe.high < -margin, exact.high < -margin {
      self = .different
    } else {
      self = .notEnoughData
    }
  }
}

extension Proportion {
  /// Returns the difference from a noise floor, which is 1 exactly if it was not measured.
  ///
  /// - Parameters:
  ///   - noise: The noise floor; `nil` if it was not measured.
  ///   - interval: The interval of each share.
  ///   - correlation: The correlation of both shares, from −1 to 1.
  /// - Returns: The difference; `nil` if either has no trials.
  func difference(
    from noise: Proportion?, by interval: (Proportion) -> Estimate?, correlation: Double = 0
  ) -> Estimate? {
    let floor = noise.map(interval) ?? Estimate(exactly: 1)
    guard let share = interval(self), let floor else { return nil }
    return share.minus(floor, correlation: correlation)
  }

  /// Returns the least possible correlation with another share, −1 to 0, if the smaller sample is a
  /// part of the larger one: as few trials as possible fail in both.
  fileprivate func leastCorrelation(with other: Proportion) -> Double {
    guard let value, let otherValue = other.value else { return 0 }
    let (misses, otherMisses) = (1 - value, 1 - otherValue)
    let variances = value * misses * otherValue * otherMisses
    guard variances > 0 else { return 0 }
    let covariance = max(misses + otherMisses - 1, 0) - misses * otherMisses
    let overlap = Double(min(trials, other.trials)) / Double(max(trials, other.trials))
    return max(covariance * (overlap / variances).squareRoot(), -1)
  }
}
