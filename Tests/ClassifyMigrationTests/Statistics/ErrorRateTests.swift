// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ClassifyMigration

/// A wrong verdict has a probability of at most 5 %: ``Verdict/equivalent`` if the true difference from
/// the noise floor is the margin or worse, ``Verdict/different`` if it is the margin or better.
@Suite struct ErrorRateTests {
  private static let limit = 0.05
  private static let documents = [5, 10, 30, 50, 100, 189, 300, 1000, 2000, 5000]
  private static let margins = [0.01, 0.02, 0.05]
  private static let floors = [0.6, 0.8, 0.95, 0.99, 0.997, 0.999, 1]
  /// How far the true agreement lies above the threshold.
  private static let distances = [-0.02, -0.005, 0, 0.005, 0.01]

  /// The sum over all possible samples, not a simulation.
  @Test(arguments: margins, distances)
  func staysBelowLimitWithKnownThreshold(margin: Double, distance: Double) {
    for documents in Array(5...100) + Self.documents {
      expectFewErrors(
        TrueRates(
          compared: documents, agreement: 1 - margin + distance, floor: 1, margin: margin))
    }
  }

  /// The sum over all possible pairs of samples, of different documents.
  @Test(arguments: [30, 200, 2000], margins)
  func staysBelowLimitWithMeasuredFloor(repeated: Int, margin: Double) {
    for documents in [5, 30, 200, 1000, 5000] {
      for floor in Self.floors {
        expectFewErrors(
          TrueRates(
            compared: documents, agreement: floor - margin, repeated: repeated, floor: floor,
            margin: margin))
      }
    }
  }

  private func expectFewErrors(_ truth: TrueRates) {
    let (equivalent, different) = truth.verdictProbabilities()
    let distance = truth.agreement - (truth.floor - truth.margin)
    // At the threshold both verdicts are wrong; the tolerance is for its rounding.
    if distance < 1e-9 { #expect(equivalent <= Self.limit, "\(truth)") }
    if distance > -1e-9 { #expect(different <= Self.limit, "\(truth)") }
  }

  @Test(arguments: Relation.allCases, margins)
  func staysBelowLimitInSimulations(relation: Relation, margin: Double) {
    let migrations = 2000
    for documents in [30, 200, 2000] {
      for floor in [0.6, 0.75, 0.9, 0.99, 1] {
        for distance in [-0.01, 0, 0.01] where floor - margin + distance <= 1 {
          let truth = TrueRates(
            compared: documents, agreement: floor - margin + distance,
            repeated: relation.repeatedCount(of: documents), floor: floor, margin: margin)
          var simulation = Simulation(truth: truth, relation: relation, seed: UInt64(documents))
          let (equivalent, different) = simulation.verdicts(in: migrations)
          let most = Int(Self.limit * Double(migrations))
          let setting = "\(truth), \(relation), seed \(simulation.generator.seed)"
          if distance <= 0 { #expect(equivalent <= most, "\(setting)") }
          if distance >= 0 { #expect(different <= most, "\(setting)") }
        }
      }
    }
  }
}

/// How the disagreements of both samples go together.
enum Relation: CaseIterable {
  /// Other documents are repeated.
  case others
  /// The same documents are repeated, and disagree on either independently.
  case independent
  /// The same documents are repeated, and as many as possible disagree on both.
  case together
  /// The same documents are repeated, and as few as possible disagree on both.
  case apart
  /// A quarter of the documents is repeated, and as few as possible of it disagree on both.
  case apartInQuarter

  /// Returns how many documents are repeated.
  func repeatedCount(of documents: Int) -> Int {
    switch self {
    case .others: 200
    case .independent, .together, .apart: documents
    case .apartInQuarter: documents / 4
    }
  }
}

/// Many migrations with the same true rates.
private struct Simulation {
  let truth: TrueRates
  let relation: Relation
  var generator: SeededGenerator
  private var intervals = ExactIntervals()
  private var tables: [Int: [BinomialTable]] = [:]

  init(truth: TrueRates, relation: Relation, seed: UInt64) {
    self.truth = truth
    self.relation = relation
    generator = SeededGenerator(seed: seed)
  }

  /// Returns how many migrations have each verdict.
  mutating func verdicts(in migrations: Int) -> (equivalent: Int, different: Int) {
    var counts = (equivalent: 0, different: 0)
    for _ in 0..<migrations {
      let shared = relation == .others ? 0 : truth.repeated ?? 0
      let missProbability = 1 - truth.agreement
      let sharedMisses = disagreements(in: shared, probability: missProbability)
      let disagreed =
        sharedMisses + disagreements(in: truth.compared - shared, probability: missProbability)
      let noise = noise(in: shared, besides: sharedMisses)
      let verdict = truth.verdict(
        agreed: truth.compared - disagreed, same: (truth.repeated ?? 0) - noise,
        intervals: &intervals)
      if verdict == .equivalent { counts.equivalent += 1 }
      if verdict == .different { counts.different += 1 }
    }
    return counts
  }

  /// Draws how many repeated documents disagree, given how many of the shared ones do when compared.
  private mutating func noise(in shared: Int, besides sharedMisses: Int) -> Int {
    let (first, second) = (1 - truth.agreement, 1 - truth.floor)
    guard relation != .others else {
      return disagreements(in: truth.repeated ?? 0, probability: second)
    }
    let both =
      switch relation {
      case .others, .independent: first * second
      case .together: min(first, second)
      case .apart, .apartInQuarter: max(first + second - 1, 0)
      }
    let amongMisses = first > 0 ? both / first : 0
    return disagreements(in: sharedMisses, probability: amongMisses)
      + disagreements(in: shared - sharedMisses, probability: (second - both) / (1 - first))
  }

  /// Draws the number of disagreements in some documents.
  private mutating func disagreements(in trials: Int, probability: Double) -> Int {
    let table: BinomialTable
    if let known = tables[trials]?.first(where: { $0.probability == probability }) {
      table = known
    } else {
      table = BinomialTable(trials: trials, probability: probability)
      tables[trials, default: []].append(table)
    }
    return table.count(at: Double.random(in: 0..<1, using: &generator))
  }
}

/// The cumulative probabilities of a binomial distribution, to draw from.
struct BinomialTable {
  let probability: Double
  private let firstCount: Int
  private let sums: [Double]

  /// Lists the counts within nine standard deviations of the mean.
  init(trials: Int, probability: Double) {
    self.probability = probability
    let binomial = Binomial(trials: trials, probability: probability)
    let mean = Double(trials) * probability
    let reach = 9 * (mean * (1 - probability)).squareRoot() + 9
    let counts = max(Int(mean - reach), 0)...min(Int(mean + reach), trials)
    firstCount = counts.lowerBound
    var sum = 0.0
    sums = counts.map { count in
      sum += binomial.probability(of: count)
      return sum
    }
  }

  /// Returns the count at which the cumulative probability exceeds a fraction.
  func count(at fraction: Double) -> Int {
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > fraction { high = middle } else { low = middle + 1 }
    }
    return firstCount + low
  }
}
