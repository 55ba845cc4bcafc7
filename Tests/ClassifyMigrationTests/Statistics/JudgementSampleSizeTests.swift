// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

@Suite struct JudgementSampleSizeTests {
  /// If all agree, 189 documents decide (see ``JudgementTests``); the number is rounded up to two
  /// digits.
  @Test(arguments: [(1, 190), (5, 190), (100, 89), (188, 1)])
  func countsMoreDocumentsThatAllAgree(documents: Int, more: Int) {
    let judgement = Judgement(compared: Proportion(documents, of: documents))
    #expect(judgement.moreDocuments == more)
  }

  @Test(arguments: [(189, 189), (3, 5), (930, 1000)])
  func needsNoMoreDocumentsOnceDecided(agreed: Int, documents: Int) {
    #expect(Judgement(compared: Proportion(agreed, of: documents)).moreDocuments == nil)
  }

  @Test(arguments: [(98, 100), (980, 1000), (98_001, 100_000), (19_600_000, 20_000_000)])
  func givesUpAtTheThreshold(agreed: Int, documents: Int) {
    #expect(Judgement(compared: Proportion(agreed, of: documents)).moreDocuments == nil)
  }

  /// The number decides if the rates stay as they are, and is not larger than about what the normal
  /// approximation says: (z / distance)² · variance, where z is 1.96 + 0.84 for a decision in 4 of 5
  /// runs.
  @Test(
    arguments: [
      (Proportion(99, of: 100), nil), (Proportion(97, of: 100), nil), (Proportion(9, of: 10), nil),
      (Proportion(950, of: 1000), Proportion(960, of: 1000)),
      (Proportion(95, of: 100), Proportion(96, of: 100)),
      (Proportion(90, of: 100), Proportion(96, of: 100)),
      (Proportion(4885, of: 5000), Proportion(29, of: 30)),
    ] as [(Proportion, Proportion?)])
  func countsMoreDocumentsThatDecide(compared: Proportion, repeated: Proportion?) throws {
    let judgement = Judgement(compared: compared, repeated: repeated)
    let more = try #require(judgement.moreDocuments)
    let (rate, floor) = (try #require(compared.value), repeated?.value ?? 1)
    let total = compared.trials + more
    func grown(_ sample: Proportion) -> Proportion {
      let total = sample.trials + more
      let failures = 2 * (sample.trials - sample.successes) * total + sample.trials
      return Proportion(total - failures / (2 * sample.trials), of: total)
    }
    let later = Judgement(compared: grown(compared), repeated: repeated.map(grown))
    #expect(later.verdict == (rate > judgement.threshold ? .equivalent : .different))
    // Of 30 repeated documents alone, the interval is far from normal.
    guard repeated?.trials != 30 else { return }
    let distance = (rate - judgement.threshold) / 2.8
    let variance = rate * (1 - rate) + floor * (1 - floor)
    #expect(Double(total) < 2 * variance / (distance * distance) + 30)
  }

  /// The exact probability that the further documents decide, if the true rate is the observed one.
  @Test(arguments: [(99, 100), (198, 200), (28, 30), (97, 100), (9, 10)])
  func decidesInFourOfFiveRuns(agreed: Int, documents: Int) throws {
    let judgement = Judgement(compared: Proportion(agreed, of: documents))
    let more = try #require(judgement.moreDocuments)
    let expected = agreed * 100 > documents * 98 ? Verdict.equivalent : .different
    let binomial = Binomial(trials: more, probability: Double(agreed) / Double(documents))
    let power = (0...more).reduce(0.0) { sum, count in
      let probability = binomial.probability(of: count)
      guard probability > 1e-6 else { return sum }
      let total = Proportion(agreed + count, of: documents + more)
      return Judgement(compared: total).verdict == expected ? sum + probability : sum
    }
    // Whole documents and the normal approximation keep it from 80 % exactly.
    #expect((0.74...0.92).contains(power), "\(more) documents, power \(power)")
  }

  @Test(
    arguments: [
      (0.02, 1, nil), (0.02, 0.999, nil), (0.02, 0.995, nil), (0.02, 0.99, nil), (0.05, 0.97, nil),
      (0.01, 0.995, nil), (0.02, 1, 1), (0.02, 0.99, 0.99), (0.05, 0.95, 0.95), (0.05, 0.93, 0.95),
      (0.02, 0.99, 0.96),
    ] as [(Double, Double, Double?)])
  func plansForFourInFive(margin: Double, agreement: Double, noise: Double?) throws {
    let documents = try #require(
      Judgement.documentsNeeded(margin: margin, agreement: agreement, noise: noise))
    let truth = TrueRates(
      compared: documents, agreement: agreement, repeated: noise.map { _ in documents },
      floor: noise ?? 1, margin: margin)
    let power = truth.verdictProbabilities().equivalent
    // Whole documents and the normal approximation keep it from 80 % exactly.
    #expect(power > 0.74, "\(documents) documents")
    let smaller = TrueRates(
      compared: documents * 2 / 3, agreement: agreement,
      repeated: noise.map { _ in documents * 2 / 3 }, floor: noise ?? 1, margin: margin)
    #expect(smaller.verdictProbabilities().equivalent < 0.8, "\(documents) documents")
  }

  @Test(
    arguments: [(0.02, 0.98, nil), (0.02, 0.9, nil), (0.02, 0.95, 0.98), (0, 1, nil)]
      as [(Double, Double, Double?)])
  func plansNothingAtOrBelowThreshold(margin: Double, agreement: Double, noise: Double?) {
    #expect(
      Judgement.documentsNeeded(margin: margin, agreement: agreement, noise: noise) == nil)
  }

  @Test func plansForFullAgreement() {
    #expect(Judgement.documentsNeeded() == 189)
    #expect(Judgement.documentsNeeded(agreement: .infinity) == 189)
    #expect(Judgement.documentsNeeded(margin: 1e-9) == nil)
  }
}
