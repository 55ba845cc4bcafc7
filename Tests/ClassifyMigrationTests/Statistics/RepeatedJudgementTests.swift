// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ClassifyMigration

/// Judging again after the further documents that an undecided judgement asks for adds to the
/// probability of a wrong verdict.
///
/// The true agreement is at the threshold, where both verdicts are wrong.
@Suite struct RepeatedJudgementTests {
  /// The sum over all possible samples: two judgements have about twice the 2.5 % of one.
  @Test(arguments: [5, 30, 100, 189, 300, 1_000], [0.02, 0.05])
  func twoHaveAboutTwiceTheErrors(documents: Int, margin: Double) {
    let misses = Binomial(trials: documents, probability: margin)
    var equivalent = 0.0
    var different = 0.0
    for missed in 0...documents {
      let weight = misses.probability(of: missed)
      guard weight > 1e-7 else { continue }
      let judgement = Judgement(
        compared: Proportion(documents - missed, of: documents), margin: margin)
      switch judgement.verdict {
      case .equivalent: equivalent += weight
      case .different: different += weight
      case .notEnoughData:
        guard let more = judgement.moreDocuments else { continue }
        let later = Self.verdictProbabilities(
          after: missed, of: documents, adding: more, margin: margin)
        equivalent += weight * later.equivalent
        different += weight * later.different
      }
    }
    #expect(equivalent < 0.052)
    #expect(different < 0.052)
  }

  /// Returns the probability of each verdict after further documents.
  private static func verdictProbabilities(
    after missed: Int, of documents: Int, adding more: Int, margin: Double
  ) -> (equivalent: Double, different: Double) {
    func verdict(_ further: Int) -> Verdict {
      let total = documents + more
      return Verdict(
        agreement: Proportion(total - missed - further, of: total), noise: nil, margin: margin)
    }
    let misses = Binomial(trials: more, probability: margin)
    // A verdict only gets worse with each further disagreement.
    let notEquivalent = firstCount(upTo: more) { verdict($0) != .equivalent }
    let different = firstCount(upTo: more) { verdict($0) == .different }
    return (
      notEquivalent > 0 ? misses.probability(atMost: notEquivalent - 1) : 0,
      different <= more ? misses.probability(atLeast: different) : 0
    )
  }

  private static func firstCount(upTo bound: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, bound + 1)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// A simulation: three judgements have about three times the 2.5 % of one.
  ///
  /// The limit lies three
  /// standard deviations above.
  @Test func threeHaveAboutThreeTimesTheErrors() {
    let (migrations, documents, margin) = (400, 100, 0.05)
    let limit = 46  // 7.5 % of 400 are 30, with a standard deviation of 5.3.
    var generator = SeededGenerator(seed: 11)
    var counts: [Verdict: Int] = [:]
    var known: [Proportion: Judgement] = [:]
    for _ in 0..<migrations {
      var compared = Proportion(0, of: 0)
      var more = documents
      for _ in 0..<3 {
        let table = BinomialTable(trials: more, probability: margin)
        let missed = table.count(at: Double.random(in: 0..<1, using: &generator))
        compared = Proportion(
          compared.successes + more - missed, of: compared.trials + more)
        let judgement = known[compared] ?? Judgement(compared: compared, margin: margin)
        known[compared] = judgement
        guard judgement.verdict == .notEnoughData, let further = judgement.moreDocuments else {
          counts[judgement.verdict, default: 0] += 1
          break
        }
        more = further
      }
    }
    #expect(counts[.equivalent, default: 0] <= limit, "seed \(generator.seed)")
    #expect(counts[.different, default: 0] <= limit, "seed \(generator.seed)")
  }
}
