// SPDX-License-Identifier: Apache-2.0

/// What exists of a document that an earlier part of a run began and did not finish.
///
/// A job whose creation was logged without its ID may exist, too; it counts as missing.
public struct UnfinishedDocument: Sendable, Hashable {
  /// Whether the document is uploaded.
  public let isUploaded: Bool
  /// Whether its job on v1 exists.
  public let hasV1Job: Bool
  /// Whether its job on v2 exists.
  public let hasV2Job: Bool
  /// Whether its second job on v2, which measures the noise floor, exists.
  public let hasSecondV2Job: Bool
}

extension ResultHistory {
  /// Returns what exists of an unfinished document; `nil` if the document is not begun, or finished.
  public func unfinishedDocument(named name: String) -> UnfinishedDocument? {
    unfinished[name].map { document in
      UnfinishedDocument(
        isUploaded: document.files != nil, hasV1Job: document.jobs[.v1] != nil,
        hasV2Job: document.jobs[.v2] != nil, hasSecondV2Job: document.jobs[.repeated] != nil)
    }
  }
}
