// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Writes the results of a run to its log, but holds back those that can be due to an outage until
/// another result shows that there is none.
actor ResultWriter {
  private let log: ResultLog
  private let onEvent: @Sendable (ComparisonRun.Event) -> Void
  /// What is held back; `nil` for a document whose result is not known yet.
  private var held: [ComparisonResult?] = []

  init(log: ResultLog, onEvent: @escaping @Sendable (ComparisonRun.Event) -> Void) {
    self.log = log
    self.onEvent = onEvent
  }

  /// Writes a result, after those that are held back.
  func write(_ result: ComparisonResult) async throws {
    try await flush()
    try await append(result)
  }

  /// Holds back the result of a document with a transient error.
  ///
  /// - Parameters:
  ///   - result: The result; `nil` if the document is not finished.
  ///   - error: The error.
  /// - Throws: The error if it is that of the ``ComparisonRun/maximumOutageResults``th document in a
  ///   row; the results that are held back are then dropped, and their documents unfinished.
  func hold(_ result: ComparisonResult?, because error: ClassifyError) throws(ClassifyError) {
    held.append(result)
    guard held.count >= ComparisonRun.maximumOutageResults else { return }
    held = []
    throw error
  }

  /// Writes the results that are held back.
  func flush() async throws {
    let results = held.compactMap(\.self)
    held = []
    for result in results { try await append(result) }
  }

  private func append(_ result: ComparisonResult) async throws {
    try await log.append(.result(result))
    onEvent(.finished(result))
  }
}
