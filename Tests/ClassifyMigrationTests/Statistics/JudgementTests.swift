// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

@Suite struct JudgementTests {
  @Test(arguments: [(0, 0), (5, 0)])
  func neverPassesWithoutData(agreed: Int, documents: Int) {
    let judgement = Judgement(compared: Proportion(agreed, of: documents))
    #expect(judgement.verdict == .notEnoughData)
    #expect(judgement.agreement == nil)
    #expect(judgement.moreDocuments == nil)
    #expect(judgement.reason == "No document was compared.")
  }

  @Test func neverPassesWithoutNoiseThatWasAskedFor() {
    let judgement = Judgement(
      compared: Proportion(1000, of: 1000), repeated: Proportion(0, of: 0))
    #expect(judgement.verdict == .notEnoughData)
    #expect(judgement.noise == nil)
    #expect(judgement.difference == nil)
    #expect(judgement.threshold == 0.98)
    #expect(judgement.moreDocuments == nil)
    #expect(judgement.reason == "No document was repeated, so the noise floor is unknown.")
  }

  /// If all of n agree, Wilson's lower bound is n / (n + z²): above 0.98 from n = 189 on.
  ///
  /// That at least one of five disagrees has a probability of 9.6 % at a true agreement of 98 %.
  @Test(
    arguments: [
      (188, 188, Verdict.notEnoughData), (189, 189, .equivalent), (4, 5, .notEnoughData),
      (3, 5, .different), (0, 1, .different), (98, 100, .notEnoughData), (930, 1000, .different),
      (995, 1000, .equivalent),
    ] as [(Int, Int, Verdict)])
  func judgesAgainstOneMinusMargin(agreed: Int, documents: Int, verdict: Verdict) throws {
    let judgement = Judgement(compared: Proportion(agreed, of: documents))
    #expect(judgement.verdict == verdict)
    #expect(judgement.threshold == 0.98)
    #expect(judgement.noise == nil)
    #expect(judgement.difference == nil)
  }

  /// One of 30 repeated documents differs: at a noise floor of 99.7 %, from which 97.7 % is two points
  /// away, that happens in 9 % of all samples.
  @Test(
    arguments: [
      (Proportion(4885, of: 5000), Proportion(29, of: 30), Verdict.notEnoughData),
      (Proportion(96, of: 100), Proportion(96, of: 100), .notEnoughData),
      (Proportion(9600, of: 10_000), Proportion(9600, of: 10_000), .equivalent),
      (Proportion(9200, of: 10_000), Proportion(9600, of: 10_000), .different),
      (Proportion(250, of: 250), Proportion(250, of: 250), .equivalent),
    ] as [(Proportion, Proportion, Verdict)])
  func judgesAgainstNoiseFloorMinusMargin(
    compared: Proportion, repeated: Proportion, verdict: Verdict
  ) throws {
    let judgement = Judgement(compared: compared, repeated: repeated)
    #expect(judgement.verdict == verdict)
    let floor = try #require(repeated.value)
    #expect(judgement.threshold == floor - 0.02)
    let difference = try #require(judgement.difference)
    #expect(try difference.value == #require(compared.value) - floor)
  }

  @Test(arguments: [(-1, 0), (2, 1), (.nan, 0), (0.05, 0.05)] as [(Double, Double)])
  func clampsMargin(given: Double, used: Double) {
    #expect(Judgement(compared: Proportion(9, of: 10), margin: given).margin == used)
  }

  @Test(arguments: 1...40, [0.0, 0.02, 0.2])
  func improvesWithEachAgreement(documents: Int, margin: Double) {
    let order: [Verdict: Int] = [.different: 0, .notEnoughData: 1, .equivalent: 2]
    for repeated in [nil, Proportion(18, of: 20), Proportion(400, of: 400)] {
      let ranks = (0...documents).map {
        order[Verdict(agreement: Proportion($0, of: documents), noise: repeated, margin: margin)]
      }
      #expect(ranks.compactMap(\.self) == ranks.compactMap(\.self).sorted())
    }
  }

  @Test(
    arguments: [
      (
        Judgement(compared: Proportion(995, of: 1000)),
        "Agreement is 99.5% (95% interval 98.83% to 99.79%), above the threshold of 98%."
      ),
      (
        Judgement(compared: Proportion(930, of: 1000)),
        "Agreement is 93% (95% interval 91.25% to 94.42%), below the threshold of 98%."
      ),
      (
        Judgement(compared: Proportion(188, of: 188)),
        "Agreement is 100% (95% interval 98% to 100%), too uncertain for the threshold of 98%; "
          + "about 1 more document would decide in 4 of 5 runs at this rate."
      ),
      (
        Judgement(compared: Proportion(98, of: 100)),
        "Agreement is 98% (95% interval 93% to 99.45%), too uncertain for the threshold of 98%; "
          + "at this rate even 10 million documents would not decide."
      ),
      (
        Judgement(compared: Proportion(9200, of: 10_000), repeated: Proportion(9600, of: 10_000)),
        "Agreement is 92%, below the threshold of 94%: v2 agrees with itself on 96%, less the margin "
          + "of 2 points. Agreement minus noise floor is -4 points (95% interval -4.66 to -3.35)."
      ),
      (
        Judgement(compared: Proportion(950, of: 1000), repeated: Proportion(970, of: 1000)),
        "Agreement is 95%, too uncertain for the threshold of 95%: v2 agrees with itself on 97%, less "
          + "the margin of 2 points. Agreement minus noise floor is -2 points (95% interval -3.77 to "
          + "-0.28); at this rate even 10 million documents would not decide."
      ),
    ] as [(Judgement, String)])
  func statesReason(judgement: Judgement, reason: String) {
    #expect(judgement.reason == reason)
  }

  @Test func asksForRepetitionsIfFewDocumentsWereRepeated() throws {
    let judgement = Judgement(
      compared: Proportion(4885, of: 5000), repeated: Proportion(29, of: 30))
    let more = try #require(judgement.moreDocuments)
    #expect(
      judgement.reason.contains("; about \(more) more documents, each run twice on v2, would"))
    #expect(more < 100)
  }

  @Test(arguments: [(0.6, true), (0.89, true), (0.9, false), (0.99, false)])
  func saysThatALowNoiseFloorProvesLittle(floor: Double, isSaid: Bool) {
    let share = Proportion(Int((floor * 100_000).rounded()), of: 100_000)
    let judgement = Judgement(compared: share, repeated: share)
    #expect(judgement.verdict == .equivalent)
    #expect(judgement.reason.hasSuffix("so noisy a baseline says little.") == isSaid)
  }

  @Test func namesVerdictsAsInReports() {
    #expect(Verdict.allCases.map(\.rawValue) == ["equivalent", "different", "notEnoughData"])
  }
}
