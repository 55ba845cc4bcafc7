// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// What exists of a document that an earlier part of a run began and did not finish.
///
/// A job whose creation was logged without its ID may exist, too; it counts as missing.
public struct UnfinishedDocument: Sendable, Hashable {
  /// The name of the document.
  public let name: String
  /// Whether the document is uploaded.
  public let isUploaded: Bool
  /// The jobs that are known: that on v1, that on v2, and the second one on v2.
  public let jobIDs: [JobID]
  /// Whether its job on v1 exists.
  public let hasV1Job: Bool
  /// Whether its job on v2 exists.
  public let hasV2Job: Bool
  /// Whether its second job on v2, which measures the noise floor, exists.
  public let hasSecondV2Job: Bool
  /// Whether a job on v1 may exist whose ID is unknown: the run was about to create it.
  public let mayHaveUnknownV1Job: Bool

  init(_ name: String, _ known: ResultHistory.Unfinished) {
    self.name = name
    isUploaded = known.files != nil
    jobIDs = JobRole.allCases.compactMap { known.jobs[$0] }
    hasV1Job = known.has(.v1)
    hasV2Job = known.has(.v2)
    hasSecondV2Job = known.has(.repeated)
    mayHaveUnknownV1Job = !known.has(.v1) && known.intents[.v1] != nil
  }
}

extension ResultHistory {
  /// The unfinished documents, sorted by name.
  public var unfinishedDocuments: [UnfinishedDocument] {
    unfinished.sorted { $0.key < $1.key }.map { UnfinishedDocument($0.key.text, $0.value) }
  }

  /// Returns what exists of an unfinished document; `nil` if the document is not begun, or finished.
  public func unfinishedDocument(named name: String) -> UnfinishedDocument? {
    unfinished[DocumentName(name)].map { UnfinishedDocument(name, $0) }
  }
}

extension ResultHistory.Unfinished {
  /// Whether a side has a job, or needs none.
  fileprivate func has(_ role: JobRole) -> Bool {
    jobs[role] != nil || kept[role] != nil
  }
}
