// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension ReportPage {
  /// The maximum number of groups of disagreements, and of errors of each version, in the overview.
  static let maximumOverviewRows = 10
  /// The maximum length of a text of the service there, in Unicode scalars.
  static let maximumOverviewTextLength = 200

  /// Returns the largest groups of disagreements and the most frequent errors, as HTML.
  ///
  /// It is for a reader without scripts: the script removes it once everything is drawn.
  static func overview(of report: JSONValue) -> String {
    """
    <div id="needs-script">
    <p class="note">The charts, the other tables and the single disagreements need JavaScript.</p>
    \(groupTable(of: report))\(errorTable(of: report))</div>
    """
  }

  private static let versions = APIVersion.allCases.map(\.rawValue)

  private static func groupTable(of report: JSONValue) -> String {
    let groups = disagreementGroups(of: report)
    return table(
      "Largest groups of disagreements, ignored ones included", of: groups.count, "group",
      columns: versions + ["Documents"],
      rows: groups.prefix(maximumOverviewRows).map { group in
        group.labels.map(\.description) + [count(group.documentCount)]
      })
  }

  private static func errorTable(of report: JSONValue) -> String {
    let errors = versions.map { report["errors"]?[$0]?.array ?? [] }
    let rows = zip(versions, errors).flatMap { version, errors in
      errors.prefix(maximumOverviewRows).map { error in
        let texts = ["code", "sample"].map { error[$0]?.string ?? "" }
        return [version, texts[0], count(error["count"]?.integer), texts[1]]
      }
    }
    return table(
      "Documents without a result, by error", of: errors.joined().count, "code",
      columns: ["Version", "Code", "Documents", "Example"], rows: rows)
  }

  /// Documents with the same two different labels.
  private struct DisagreementGroup {
    /// The label on each of the versions.
    let labels: [ReportLabel]
    let documentCount: Int
  }

  /// Returns the groups of disagreements, the largest first.
  private static func disagreementGroups(of report: JSONValue) -> [DisagreementGroup] {
    let labels = (report["confusion"]?["labels"]?.array ?? []).map(ReportLabel.init(json:))
    let counts = report["confusion"]?["counts"]?.array ?? []
    let groups = zip(labels, counts).flatMap { row, counts in
      zip(labels, counts.array ?? []).compactMap { column, count -> DisagreementGroup? in
        guard row != column, let count = count.integer, count > 0 else { return nil }
        return DisagreementGroup(labels: [row, column], documentCount: count)
      }
    }
    return groups.sorted {
      ($1.documentCount, $0.labels[0], $0.labels[1])
        < ($0.documentCount, $1.labels[0], $1.labels[1])
    }
  }

  /// Returns a table of untrusted texts.
  ///
  /// - Parameters:
  ///   - caption: What the table has.
  ///   - total: The number of rows if none were left out.
  ///   - noun: What one row is.
  ///   - columns: The headings of the columns.
  ///   - rows: The cells of each row.
  /// - Returns: The HTML; an empty text without rows.
  private static func table(
    _ caption: String, of total: Int, _ noun: String, columns: [String], rows: [[String]]
  ) -> String {
    guard !rows.isEmpty else { return "" }
    let omittedCount = total - rows.count
    let omitted = omittedCount > 0 ? "; \(Counted.text(omittedCount, noun)) not shown" : ""
    let head = columns.map { #"<th scope="col">\#($0)</th>"# }
    let body = rows.map { row in
      let cells = row.enumerated().map { position, text in
        let text = "<bdi>\(escaped(BoundedText.bounded(text, to: maximumOverviewTextLength)))</bdi>"
        return position == 0 ? #"<th scope="row">\#(text)</th>"# : "<td>\(text)</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    return """
      <div class="scroll"><table>
      <caption><span>\(caption)\(omitted)</span></caption>
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(body.joined())</tbody>
      </table></div>

      """
  }
}

extension ReportLabel {
  /// Creates a label from its JSON form; another value is no label.
  fileprivate init(json: JSONValue) {
    switch json["kind"]?.string {
    case "type": self = .type(json["name"]?.string ?? "")
    case "unmatched": self = .unmatched
    case "other": self = .other
    default: self = .noLabel
    }
  }
}
