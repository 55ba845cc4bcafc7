// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The known statuses of one version's jobs, counted by their names.
struct StatusCounts: Sendable {
  /// The maximum number of different names; further ones are counted as ``otherName``.
  static let maximumNameCount = 20
  /// The name of the statuses that have no count of their own.
  static let otherName = "other"

  private var counts: [String: Int] = [:]

  /// Counts the status of a result, if it is known.
  mutating func add(_ result: SideResult) {
    guard let status = result.status else { return }
    let name = BoundedText.bounded(status.description, to: SideResult.maximumIDLength)
    let isKnown = counts[name] != nil || counts.count < Self.maximumNameCount
    counts[isKnown ? name : Self.otherName, default: 0] += 1
  }

  /// The counts, most frequent first.
  var sorted: [MigrationReport.StatusCount] {
    counts.map { MigrationReport.StatusCount(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}
