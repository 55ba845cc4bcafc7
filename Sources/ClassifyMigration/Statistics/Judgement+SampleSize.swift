// SPDX-License-Identifier: Apache-2.0

extension Judgement {
  /// About how many more documents would decide, if they agree at the observed rates, rounded up to
  /// two digits; `nil` if it is decided, if a rate is unknown, or if ``maximumDocuments`` would not
  /// decide it.
  ///
  /// With a noise floor, each further document is to be repeated. The search computes some dozens of
  /// verdicts: about a millisecond.
  public var moreDocuments: Int? {
    guard verdict == .notEnoughData, compared.trials > 0, repeated?.trials != 0 else { return nil }
    let largest = Swift.max(compared.trials, repeated?.trials ?? 0)
    func decides(_ more: Int) -> Bool {
      let grown = Verdict(
        agreement: compared.grown(by: more), noise: repeated?.grown(by: more), margin: margin)
      return grown != .notEnoughData
    }
    guard let needed = smallest(upTo: Self.maximumDocuments - largest, where: decides) else {
      return nil
    }
    // Failures are whole numbers, so that a slightly larger number may not decide.
    return roundedUp(needed).first(where: decides)
  }

  /// Returns about how many documents a run needs to have the verdict ``Verdict/equivalent`` with a
  /// probability of 80 %.
  ///
  /// - Parameters:
  ///   - margin: The margin, clamped to 0...1.
  ///   - agreement: The assumed share of documents on which both versions agree, clamped to 0...1.
  ///   - noise: The assumed noise floor, clamped to 0...1, if it will be measured by repeating each of
  ///     the documents; else `nil`.
  /// - Returns: The number of documents; `nil` if the agreement is assumed not to be above the
  ///   threshold, or if ``maximumDocuments`` are too few.
  public static func documentsNeeded(
    margin: Double = defaultMargin, agreement: Double = 1, noise: Double? = nil
  ) -> Int? {
    let margin = Double.minimum(.maximum(margin, 0), 1)
    let misses = 1 - Double.minimum(.maximum(agreement, 0), 1)
    let noiseMisses = noise.map { 1 - Double.minimum(.maximum($0, 0), 1) }
    guard misses - (noiseMisses ?? 0) < margin else { return nil }
    let variances = (misses * (1 - misses), (noiseMisses ?? 0) * (1 - (noiseMisses ?? 0)))
    let total = variances.0 + variances.1
    return smallest(upTo: maximumDocuments) { documents in
      // An unlucky run: as unlucky as one in five, with the bad luck shared by both samples in
      // proportion to their variances.
      let count = Double(documents)
      let luck = total > 0 ? unluckyQuantile * (count / total).squareRoot() : 0
      let compared = Proportion(missing: count * misses + luck * variances.0, of: documents)
      let repeated = noiseMisses.map {
        Proportion(missing: count * $0 - luck * variances.1, of: documents)
      }
      return Verdict(agreement: compared, noise: repeated, margin: margin) == .equivalent
    }
  }
}

extension Proportion {
  /// Creates a proportion from a number of failures, which is rounded.
  fileprivate init(missing failures: Double, of trials: Int) {
    self.init(trials - Int(failures.rounded()), of: trials)
  }

  /// Returns the proportion after more trials at the same rate, with the number of failures rounded.
  fileprivate func grown(by more: Int) -> Proportion {
    let failures = Double(trials - successes) * Double(trials + more) / Double(trials)
    return Proportion(missing: failures, of: trials + more)
  }
}

/// The standard normal quantile of 80 %.
private let unluckyQuantile = 0.8416212335729143

/// Returns a positive number rounded up to two digits, and the next such numbers to its double.
private func roundedUp(_ number: Int) -> some Sequence<Int> {
  var unit = 1
  while number / unit >= 100 { unit *= 10 }
  return stride(from: (number + unit - 1) / unit * unit, through: 2 * number, by: unit)
}

/// Returns a number from 1 with a property that its predecessor lacks, by doubling and bisection: the
/// smallest one, if all larger ones have it too.
///
/// It is `nil` if none is found up to the bound.
private func smallest(upTo bound: Int, where holds: (Int) -> Bool) -> Int? {
  guard bound > 0 else { return nil }
  var (lacking, holding) = (0, 1)
  while !holds(Swift.min(holding, bound)) {
    guard holding < bound else { return nil }
    (lacking, holding) = (holding, holding * 2)
  }
  holding = Swift.min(holding, bound)
  while holding - lacking > 1 {
    let middle = lacking + (holding - lacking) / 2
    if holds(middle) { holding = middle } else { lacking = middle }
  }
  return holding
}
