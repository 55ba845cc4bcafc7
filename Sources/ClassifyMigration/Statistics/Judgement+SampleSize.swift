// SPDX-License-Identifier: Apache-2.0

extension Judgement {
  /// About how many more documents would decide with a probability of 80 %, if they agree at the
  /// observed rates, rounded up to two digits; `nil` if it is decided, if a rate is unknown, or if
  /// ``maximumDocuments`` would not decide it.
  ///
  /// Fewer would often lead to a third judgement, and each one adds to the probability of a wrong
  /// verdict. With a noise floor, each further document is to be repeated. The search computes some
  /// dozens of verdicts: about a millisecond.
  public var moreDocuments: Int? {
    guard verdict == .notEnoughData, let agreement = compared.value, repeated?.trials != 0 else {
      return nil
    }
    let largest = Swift.max(compared.trials, repeated?.trials ?? 0)
    let further = FurtherDocuments(
      compared: compared, repeated: repeated, misses: 1 - agreement,
      noiseMisses: repeated?.value.map { 1 - $0 }, margin: margin)
    let expected = agreement > threshold ? Verdict.equivalent : .different
    func decides(_ more: Int) -> Bool { further.lead(to: expected, count: more) }
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
    let none = Proportion(0, of: 0)
    let further = FurtherDocuments(
      compared: none, repeated: noiseMisses.map { _ in none }, misses: misses,
      noiseMisses: noiseMisses, margin: margin)
    return smallest(upTo: maximumDocuments) { further.lead(to: .equivalent, count: $0) }
  }
}

/// Documents that are added to others, with assumed rates.
private struct FurtherDocuments {
  /// The documents compared before.
  let compared: Proportion
  /// The documents repeated before; `nil` if there is no noise floor.
  let repeated: Proportion?
  /// The assumed share of documents that disagree.
  let misses: Double
  /// The assumed share of repetitions that disagree; `nil` if there is no noise floor.
  let noiseMisses: Double?
  let margin: Double

  /// Returns whether a number of them leads to a verdict also in an unlucky run: as unlucky as one in
  /// five, with the bad luck shared by both samples in proportion to their variances.
  func lead(to verdict: Verdict, count: Int) -> Bool {
    let number = Double(count)
    let noiseMisses = noiseMisses ?? 0
    let variances = (misses * (1 - misses), noiseMisses * (1 - noiseMisses))
    let total = variances.0 + variances.1
    let luck = total > 0 ? unluckyQuantile * (number / total).squareRoot() : 0
    let shift = verdict == .different ? -luck : luck
    let agreement = compared.grown(by: count, missing: number * misses + shift * variances.0)
    let noise = repeated.map {
      $0.grown(by: count, missing: number * noiseMisses - shift * variances.1)
    }
    return Verdict(agreement: agreement, noise: noise, margin: margin) == verdict
  }
}

extension Proportion {
  /// Returns the proportion after more trials, with a number of failures that is clamped and rounded.
  fileprivate func grown(by more: Int, missing failures: Double) -> Proportion {
    let further = Double.minimum(.maximum(failures, 0), Double(more))
    let all = Double(trials - successes) + further
    return Proportion(trials + more - Int(all.rounded()), of: trials + more)
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
