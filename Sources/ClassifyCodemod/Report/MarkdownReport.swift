// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A plan in Markdown, for the description of a pull request or a comment.
public struct MarkdownReport: Sendable {
  private let plan: MigrationPlan
  private let isWritten: Bool

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - isWritten: Whether the files were written.
  public init(_ plan: MigrationPlan, isWritten: Bool = false) {
    self.plan = plan
    self.isWritten = isWritten
  }

  /// The maximum length of the diff in bytes: a comment on GitHub has 65,536 characters.
  private static let maximumDiffLength = 40_000

  /// Returns the page with a trailing newline.
  public func render() -> String {
    guard !plan.files.isEmpty else {
      return "## Migration to Classify v2\n\n"
        + "\(Counted.text(plan.fileCount, "file")) read: nothing to migrate.\n"
    }
    let kinds: [FindingKind] = [.blocked, .unreadable, .decision]
    let sections = [summary] + kinds.map(left) + [edits, diff]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var summary: String {
    let counts =
      Counted.text(plan.changedFiles.count, "file") + (isWritten ? " changed, " : " to change, ")
      + "\(plan.generatedFiles.count) \(isWritten ? "generated" : "to generate"), "
      + "\(Counted.text(plan.fileCount, "file")) read."
    let kinds = FindingKind.allCases.map { ($0.title, plan.placeCount(of: $0)) }
    let rows = (kinds + [("Ignored", plan.ignoredCount)]).map { "| \($0) | \($1) |\n" }
    return "## Migration to Classify v2\n\n\(counts)\n\n| Places | |\n|---|--:|\n\(rows.joined())"
  }

  private func left(_ kind: FindingKind) -> String {
    let rows = plan.groups(of: kind).map { group in
      let places = group.members.map { Self.place(of: $0.finding, in: $0.file) }
      let what = [group.message, group.advice].compactMap(\.self).joined(separator: ". ")
      return "| \(places.joined(separator: "<br>")) | `\(group.code.rawValue)` | "
        + "\(Self.escaped(what)) |\n"
    }
    guard !rows.isEmpty else { return "" }
    return "### \(kind.title)\n\n| Place | Code | What |\n|---|---|---|\n" + rows.joined()
  }

  private var edits: String {
    let rows = (plan.changedFiles + plan.generatedFiles).map { file in
      let counts = file.diff.counts
      let codes = Set(file.findings.filter { $0.code.kind <= .shim }.map(\.code.rawValue)).sorted()
      let what = codes.isEmpty ? "generated" : codes.map { "`\($0)`" }.joined(separator: ", ")
      return
        "| \(Self.code(file.path.description)) | +\(counts.added) −\(counts.deleted) | \(what) |\n"
    }
    guard !rows.isEmpty else { return "" }
    return "### \(isWritten ? "Changed" : "To change")\n\n| File | Lines | What |\n|---|---|---|\n"
      + rows.joined()
  }

  /// The changes of the user's files: nobody reviews a shim line by line.
  private var diff: String {
    let patch = plan.changedFiles.map(DiffReport.patch(of:)).joined()
    guard !patch.isEmpty else { return "" }
    guard patch.utf8.count <= Self.maximumDiffLength else {
      return
        "The diff is too long to show here: `classify-bridge migrate --format diff` prints it.\n"
    }
    let printable = patch.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }.joined(separator: "\n")
    let fence = Self.fence(around: printable)
    return
      "<details>\n<summary>Diff</summary>\n\n\(fence)diff\n\(printable)\(fence)\n\n</details>\n"
  }

  private static func place(of finding: Finding, in file: FilePlan) -> String {
    guard let text = file.text else { return code(file.path.description) }
    return code("\(file.path):\(text.location(at: finding.range.lowerBound).line)")
  }

  /// Returns a fence that no run of backticks in a text closes.
  private static func fence(around text: String) -> String {
    String(repeating: "`", count: max(3, longestRun(in: text) + 1))
  }

  /// Returns a code span, also of a text with backticks.
  private static func code(_ text: String) -> String {
    let text = text.replacing("\n", with: " ").printable.replacing("|", with: "\\|")
    let run = longestRun(in: text)
    let fence = String(repeating: "`", count: run + 1)
    return run == 0 ? "\(fence)\(text)\(fence)" : "\(fence) \(text) \(fence)"
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var current = 0
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  /// Returns a text for a cell of a table, without the meaning of its special characters.
  private static func escaped(_ text: String) -> String {
    text.map { $0.isNewline ? " " : String($0) }.joined().printable.map { character in
      switch character {
      case "\\", "|", "`", "*", "_", "[", "]", "<", ">", "#": "\\\(character)"
      default: String(character)
      }
    }.joined()
  }
}
