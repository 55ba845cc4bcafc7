// SPDX-License-Identifier: Apache-2.0

/// The numbers of documents by their labels on both versions.
///
/// Types beyond the first ``maximumTypeCount`` share one row and one column, so that its cell on the
/// diagonal has disagreements too. All counts are exact.
public struct ConfusionTable: Sendable, Hashable {
  /// The maximum number of types with a row of their own.
  public static let maximumTypeCount = 50

  /// The labels of one document.
  struct Cell: Sendable, Hashable {
    let v1: ReportLabel
    let v2: ReportLabel
  }

  private var types: Set<String> = []
  private(set) var counts: [Cell: Int] = [:]

  /// The labels that occurred, types first; they name the rows and the columns.
  public var labels: [ReportLabel] {
    Set(counts.keys.flatMap { [$0.v1, $0.v2] }).sorted()
  }

  /// The numbers of documents: a row for each label on v1, a column for each on v2.
  public var matrix: [[Int]] {
    let labels = labels
    return labels.map { v1 in labels.map { v2 in counts[Cell(v1: v1, v2: v2), default: 0] } }
  }

  /// Counts a document and returns the labels under which it is counted.
  mutating func add(v1: Label?, v2: Label?) -> Cell {
    let cell = Cell(v1: entry(of: v1), v2: entry(of: v2))
    counts[cell, default: 0] += 1
    return cell
  }

  private mutating func entry(of label: Label?) -> ReportLabel {
    switch label {
    case .type(let name) where types.contains(name) || types.count < Self.maximumTypeCount:
      types.insert(name)
      return .type(name)
    case .type: return .other
    case .unmatched: return .unmatched
    case nil: return .noLabel
    }
  }
}
