// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension MigrationReport {
  /// The verdict: that of ``judgement``, unless documents without a result could change it.
  ///
  /// A document that is not finished is no random one: it can be slow because a version fails on it.
  /// So ``Verdict/equivalent`` has to hold also if all unfinished documents disagree, and
  /// ``Verdict/different`` also if all of them agree; otherwise it is ``Verdict/notEnoughData``.
  public var verdict: Verdict {
    dependsOnUnfinished ? .notEnoughData : judgement.verdict
  }

  /// The reason for the verdict in a few sentences, with what makes it weaker than its numbers.
  public var reason: String { "\(judgement.reason)\(unfinishedReason)\(retriedReason)" }

  /// Whether the unfinished documents could change the verdict.
  var dependsOnUnfinished: Bool {
    let rest = min(max(unfinishedCount ?? 0, 0), Judgement.maximumDocuments)
    guard rest > 0, judgement.verdict != .notEnoughData else { return false }
    let compared = judgement.compared
    let agreed = compared.successes + (judgement.verdict == .different ? rest : 0)
    let worst = Judgement(
      compared: Proportion(agreed, of: compared.trials + rest), repeated: judgement.repeated,
      margin: judgement.margin)
    return worst.verdict != judgement.verdict
  }

  /// What the unfinished documents change, after a space; empty if they change nothing.
  private var unfinishedReason: String {
    guard dependsOnUnfinished else { return "" }
    let documents = Counted.text(unfinishedCount ?? 0, "more document")
    let outcome = judgement.verdict == .different ? "agree" : "disagree"
    return " But \(documents) without a result could change that, if they \(outcome)."
  }

  /// What was run again, after a space; empty if nothing was, or that is not known.
  private var retriedReason: String {
    guard let retried, retried.v1 > 0 || retried.v2 > 0 else { return "" }
    return " Errors that were run again (v1 \(retried.v1), v2 \(retried.v2)) do not count."
  }
}

extension MigrationReport {
  /// The share of different documents below which ``hasFewNames`` holds.
  static let fewNamesShare = 0.9

  /// Whether so many documents occur several times that the intervals are too narrow.
  ///
  /// They are right for documents that are drawn one by one; the results of one document are alike.
  var hasFewNames: Bool {
    Double(nameCount) < Double(documentCount) * Self.fewNamesShare
  }

  /// The number of transient errors of each version that were run again.
  public struct RetriedCounts: Sendable, Hashable {
    /// The number of errors of v1.
    public private(set) var v1: Int
    /// The number of errors of v2, without those of second runs.
    public private(set) var v2: Int

    /// Creates counts.
    public init(v1: Int = 0, v2: Int = 0) {
      self.v1 = v1
      self.v2 = v2
    }

    /// Adds the errors of a result that another one supersedes.
    mutating func add(_ superseded: ComparedDocument) {
      if superseded.v1.hasTransientError { v1 += 1 }
      if superseded.v2.hasTransientError { v2 += 1 }
    }
  }
}
