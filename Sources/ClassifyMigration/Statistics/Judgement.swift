// SPDX-License-Identifier: Apache-2.0

/// The verdict on two versions, and the numbers that it rests on.
public struct Judgement: Sendable, Hashable {
  /// The margin if none is given: 2 points.
  public static let defaultMargin = 0.02
  /// The largest number of documents that ``moreDocuments`` and
  /// ``documentsNeeded(margin:agreement:noise:)`` consider.
  public static let maximumDocuments = 10_000_000

  /// The documents that were compared, and those on which both versions agree.
  public let compared: Proportion
  /// The documents that were repeated on one version, and those on which both runs agree; `nil` if a
  /// version is taken to agree with itself always.
  public let repeated: Proportion?
  /// How far the agreement can lie below the noise floor, or below 1, and still be accepted: 0 to 1.
  public let margin: Double
  /// The verdict.
  ///
  /// A wrong ``Verdict/equivalent`` and a wrong ``Verdict/different`` each have a
  /// probability of at most 5 %, if the documents are a random sample, whether the same or other ones
  /// are repeated. This holds for one judgement. A second and a third one, each after
  /// ``moreDocuments``, about double and triple it; judging after each document until there is a
  /// verdict has no such limit (see docs/decisions/0009-verdicts-by-two-intervals.md).
  public let verdict: Verdict

  /// Judges an agreement.
  ///
  /// - Parameters:
  ///   - compared: The documents that were compared, and those on which both versions agree.
  ///   - repeated: The documents that were repeated on one version, the same or others, and those on
  ///     which both runs agree; `nil` if a version is taken to agree with itself always.
  ///   - margin: The margin, clamped to 0...1. With a margin of 0 the verdict is never
  ///     ``Verdict/equivalent``, unless the agreement is above the noise floor.
  public init(compared: Proportion, repeated: Proportion? = nil, margin: Double = defaultMargin) {
    self.compared = compared
    self.repeated = repeated
    self.margin = .minimum(.maximum(margin, 0), 1)
    verdict = Verdict(agreement: compared, noise: repeated, margin: self.margin)
  }

  /// The share of compared documents on which both versions agree, with its Wilson interval; `nil` if
  /// none was compared.
  public var agreement: Estimate? { compared.wilson }

  /// The noise floor with its Wilson interval; `nil` if no document was repeated.
  public var noise: Estimate? { repeated?.wilson }

  /// The agreement minus the noise floor with Newcombe's interval; `nil` if either is missing.
  public var difference: Estimate? {
    repeated.flatMap { compared.difference(from: $0, by: \.wilson) }
  }

  /// The noise floor, or 1 if it was not measured, minus the margin.
  public var threshold: Double { (repeated?.value ?? 1) - margin }
}
