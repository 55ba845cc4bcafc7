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
  /// Two 95 % intervals of the difference must exclude the margin: Newcombe's, and the same made from
  /// exact bounds. Newcombe's alone is wrong too often if one of the samples has few disagreements
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
      let exact = agreement.difference(from: noise, by: exact)
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
  /// - Returns: The difference; `nil` if either has no trials.
  func difference(from noise: Proportion?, by interval: (Proportion) -> Estimate?) -> Estimate? {
    let floor = noise.map(interval) ?? Estimate(exactly: 1)
    guard let share = interval(self), let floor else { return nil }
    return share.minus(floor)
  }
}
