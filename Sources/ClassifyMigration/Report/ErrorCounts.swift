// SPDX-License-Identifier: Apache-2.0

/// The errors of one version, counted by their codes, with one message each.
struct ErrorCounts: Sendable {
  /// The maximum number of different codes; further ones are counted as ``otherCode``.
  static let maximumCodeCount = 40
  /// The code of the errors that have no count of their own.
  static let otherCode = "other"

  private var counts: [String: MigrationReport.ErrorCount] = [:]

  /// Counts the error of a result, if it has one.
  mutating func add(_ result: SideResult) {
    guard let error = result.error else { return }
    let isKnown = counts[error.code.rawValue] != nil || counts.count < Self.maximumCodeCount
    let code = isKnown ? error.code.rawValue : Self.otherCode
    let sample = counts[code]?.sample ?? error.message
    counts[code] = MigrationReport.ErrorCount(
      code: BoundedText.bounded(code, to: SideResult.maximumIDLength),
      count: (counts[code]?.count ?? 0) + 1,
      sample: BoundedText.bounded(sample, to: SideResult.maximumMessageLength))
  }

  /// The counts, most frequent first.
  var sorted: [MigrationReport.ErrorCount] {
    counts.values.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }
}
