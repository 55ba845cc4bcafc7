// SPDX-License-Identifier: Apache-2.0

/// What a comparison found: the verdict and everything that it rests on.
///
/// Made by ``ComparisonSummary/report()``. Counts are exact; ``disagreements`` and
/// ``Confidence/points`` are samples of bounded size.
public struct MigrationReport: Sendable {
  /// The agreement, the noise floor, the margin, and the verdict on the finished documents alone.
  ///
  /// ``verdict`` is the one that counts: it also considers the unfinished documents.
  public let judgement: Judgement
  /// What the noise floor measures; `nil` if none was measured.
  public let noise: NoiseMeasure?
  /// The number of documents.
  public let documentCount: Int
  /// The number of different names of documents: less than ``documentCount`` if the same document was
  /// compared several times, as live traffic does.
  public let nameCount: Int
  /// The number of documents without a label on either version, which can't be compared.
  public let unansweredCount: Int
  /// The number of disagreements that rules ignored.
  public let ignoredCount: Int
  /// The documents by their labels on both versions: all of them, also ignored and unanswered ones.
  public let confusion: ConfusionTable
  /// The agreement for each label of v1, among the compared documents.
  public let types: [TypeAgreement]
  /// The confidence on both versions.
  public let confidence: Confidence
  /// The times on v1.
  public let v1Latency: Latency
  /// The times on v2.
  public let v2Latency: Latency
  /// The errors of v1 by code, most frequent first.
  public let v1Errors: [ErrorCount]
  /// The errors of v2 by code, most frequent first; those of repeated runs are not counted.
  public let v2Errors: [ErrorCount]
  /// The known statuses of v1's jobs, one for each document, most frequent first.
  public let v1Statuses: [StatusCount]
  /// The known statuses of v2's jobs, most frequent first; those of repeated runs are not counted.
  public let v2Statuses: [StatusCount]
  /// How often each version is right; `nil` without expected labels.
  public let accuracy: Accuracy?
  /// The ignore rules in their order.
  public let ignoreRules: [IgnoreRuleUse]
  /// The drift of the service.
  public let drift: DriftLog
  /// The credits that v1 reported, in total; `nil` if it reported none.
  public let v1Credits: Double?
  /// The credits that v2 reported, in total and with those of repeated runs; `nil` if there are none.
  ///
  /// Credits that the service has not recorded yet are missing.
  public let v2Credits: Double?
  /// The number of disagreements, ignored ones included.
  public let disagreementCount: Int
  /// A random sample of the disagreements, in the order in which they were found.
  public let disagreements: [Disagreement]
  /// What a stopped run left out; `nil` if it did not stop early, or that is not known.
  public var stop: Stop?
  /// The number of documents that were begun and have no result yet, so that the report is not about
  /// them; `nil` if it is not known.
  ///
  /// They can change the ``verdict``.
  public var unfinishedCount: Int?
  /// The transient errors that were run again, so that they do not count; `nil` if they are not known.
  public var retried: RetriedCounts?
  /// What answered instead of the service, in a word or two on one line, such as `sandbox`; `nil` for
  /// the service.
  ///
  /// It stands beside the verdict. A text that is longer than ``maximumOriginLength`` is truncated.
  public var origin: String? {
    didSet { origin = origin.map { BoundedText.oneLine($0, to: Self.maximumOriginLength) } }
  }
}

extension MigrationReport {
  /// The maximum length of an origin, in Unicode scalars.
  public static let maximumOriginLength = 40

  /// The number of errors that a repetition can turn into results.
  var transientErrorCount: Int {
    (v1Errors + v2Errors).filter(\.isTransient).reduce(0) { $0 + $1.count }
  }

  /// The end of a run before all of its documents were compared.
  public struct Stop: Sendable, Hashable {
    /// The maximum length of a reason, in Unicode scalars; a longer one is truncated.
    public static let maximumReasonLength = 200

    /// The number of documents that the report would be about if the run had gone on.
    public let plannedCount: Int
    /// What stopped the run, in a few words on one line.
    public let reason: String

    /// Creates the end of a run.
    public init(plannedCount: Int, reason: String) {
      self.plannedCount = plannedCount
      self.reason = BoundedText.oneLine(reason, to: Self.maximumReasonLength)
    }
  }

  /// The number of documents with the same label on v1 and, of those, on v2.
  public struct TypeAgreement: Sendable, Hashable {
    /// The label on v1.
    public let label: ReportLabel
    /// The compared documents, and those on which v2 agrees.
    public let agreement: Proportion
  }

  /// The confidence of the documents that have one on both versions.
  public struct Confidence: Sendable, Hashable {
    /// The confidence of one document.
    public struct Point: Sendable, Hashable {
      /// The confidence on v1, from 0 to 1.
      public let v1: Double
      /// The confidence on v2, from 0 to 1.
      public let v2: Double
      /// Whether the labels are the same.
      public let isAgreement: Bool
    }

    /// The number of documents.
    public let documentCount: Int
    /// The mean of v2's confidence minus v1's; `nil` for less than two documents.
    public let shift: Estimate?
    /// A random sample of the documents.
    public let points: [Point]
  }

  /// The times from submission to the poll that found the job finished, in seconds.
  ///
  /// They contain the pauses between polls. Those of a ``ComparisonRun`` are the same on both
  /// versions. Those of a ``JobMirror`` differ, so its times of v1 and v2 can't be compared.
  public struct Latency: Sendable, Hashable {
    /// The median and upper percentiles; `nil` if nothing was measured.
    public let percentiles: Percentiles?
    /// The distribution.
    public let histogram: LatencyHistogram
  }

  /// The number of errors with one code.
  public struct ErrorCount: Sendable, Hashable {
    /// The code; `failed` if the service failed to classify the document.
    public let code: String
    /// The number of documents.
    public let count: Int
    /// The first message.
    public let sample: String

    /// Whether the same document can have a result when it is run again, although nothing is changed.
    public var isTransient: Bool { SideResult.ErrorCode(rawValue: code).isTransient }
  }

  /// The number of documents whose jobs have one status.
  public struct StatusCount: Sendable, Hashable {
    /// The name of the ``JobStatus``; `other` for those beyond the first 20 different names.
    public let name: String
    /// The number of documents.
    public let count: Int
  }

  /// How often each version is right.
  public struct Accuracy: Sendable, Hashable {
    /// The number of expected labels that were given.
    public let expectedCount: Int
    /// The documents with an expected label, and those on which v1 has it.
    public let v1: Proportion
    /// The documents with an expected label, and those on which v2 has it.
    public let v2: Proportion
    /// The test for a difference; v1 is the first side.
    public let test: McNemarTest
  }

  /// What an ignore rule did.
  public struct IgnoreRuleUse: Sendable, Hashable {
    /// The state of a rule.
    @nonexhaustive
    public enum State: String, Sendable, Hashable {
      /// The rule matched at least one disagreement, which an earlier rule can have ignored.
      case used
      /// The rule matched no disagreement.
      case unused
      /// The rule no longer applies: what it matches counts as disagreement.
      case expired
    }

    /// The rule.
    public let rule: IgnoreRule
    /// The number of disagreements that it matches, whether or not it is expired.
    public let matched: Int
    /// The number of disagreements that it ignored: it is the first that matches them and is not
    /// expired.
    public let ignored: Int
    /// The state.
    public let state: State
  }

  /// A document on which the versions disagree.
  public struct Disagreement: Sendable, Hashable {
    /// The document; its reasonings are truncated.
    public let document: ComparedDocument
    /// The reason of the rule that ignored it; `nil` if it counts.
    public let ignoredReason: String?
  }
}
