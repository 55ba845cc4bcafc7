// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// The drift of the service, counted: what it returned that this package does not know.
///
/// Each version, kind and name is counted exactly, with the first sample. The number of entries is
/// bounded; findings beyond it are only counted in ``omittedCount``.
public struct DriftLog: Sendable, Hashable {
  /// The maximum number of entries.
  public static let maximumEntryCount = 200

  /// A finding and the number of times it was found.
  public struct Entry: Sendable, Hashable {
    /// The finding, with the first sample.
    public let finding: DriftFinding
    /// The number of documents that showed it, 1 or more.
    public fileprivate(set) var count: Int
  }

  private var found: [DriftFinding.Key: Entry] = [:]
  /// The number of findings that have no entry, because there are too many different ones.
  public private(set) var omittedCount = 0

  /// Creates an empty log.
  public init() {}

  /// The entries, sorted by version, kind and name.
  public var entries: [Entry] {
    found.values.sorted { $0.finding.sortKey.lexicographicallyPrecedes($1.finding.sortKey) }
  }

  /// Whether nothing was found.
  public var isEmpty: Bool { found.isEmpty }

  /// Counts a finding.
  public mutating func add(_ finding: DriftFinding) {
    add(Entry(finding: finding, count: 1))
  }

  /// Counts the findings of a job; see ``DriftFinding/findings(in:)``.
  public mutating func add(_ job: ClassifyJob) {
    for finding in DriftFinding.findings(in: job) { add(finding) }
  }

  /// Counts the finding of an error, if it shows drift.
  ///
  /// - Parameters:
  ///   - error: The error of a call.
  ///   - version: The version that was called.
  public mutating func add(_ error: ClassifyError, on version: APIVersion) {
    if let finding = DriftFinding(of: error, on: version) { add(finding) }
  }

  /// Adds the counts of another log.
  public mutating func merge(_ other: DriftLog) {
    for entry in other.entries { add(entry) }
    omittedCount += other.omittedCount
  }

  private mutating func add(_ entry: Entry) {
    let key = entry.finding.key
    if let known = found[key] {
      found[key] = Entry(finding: known.finding, count: known.count + entry.count)
    } else if found.count < Self.maximumEntryCount {
      found[key] = entry
    } else {
      omittedCount += entry.count
    }
  }
}
