// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifyCodemod

/// A plan for people: each edit with its reason, what is left, counts, and the next steps.
struct MigrateText {
  let terminal: Terminal
  /// Whether the edits were written.
  let isWritten: Bool
  /// Whether the edits are printed.
  let showsEdits: Bool

  /// Returns the whole report.
  func render(_ plan: MigrationPlan) -> String {
    var lines: [String] = []
    if showsEdits {
      for file in plan.changedFiles { lines += change(of: file) + [""] }
      let generated = plan.generatedFiles.map(line(of:))
      lines += generated.isEmpty ? [] : generated + [""]
    }
    for kind in [FindingKind.decision, .blocked, .unreadable] { lines += left(kind, plan) }
    lines += plan.files.isEmpty ? nothing(plan) : counts(plan) + steps(plan)
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: - Edits

  /// The unchanged lines around a change: with few of them, each change has its reasons above it.
  private static let contextLength = 1

  /// What was printed for a file, and is not printed again.
  private struct Told {
    var messages: Set<String> = []
    var steps: Set<String> = []
  }

  private func change(of file: FilePlan) -> [String] {
    let diff = file.diff(context: Self.contextLength)
    let (added, deleted) = diff.counts
    let title = PlainText.printable(file.path.description)
    var lines = [
      terminal.styled(title, .bold)
        + terminal.styled("  +\(added) −\(deleted)", .faint)
    ]
    let all = file.findings.filter { $0.code.kind <= .shim }
    var findings = all[...]
    var told = Told()
    for hunk in diff.hunks {
      // Findings are in ascending order; what lies between two hunks belongs to the later one.
      let reasons = findings.prefix { $0.range.lowerBound < hunk.oldBytes.upperBound }
      findings = findings.dropFirst(reasons.count)
      lines += text(of: reasons, in: file, &told)
      if reasons.isEmpty { lines += distantReason(for: hunk, among: all, in: file) }
      lines.append(terminal.styled(hunk.header, .faint))
      lines += hunk.lines.flatMap(text(of:))
    }
    // What was told of an edit above says no more where nothing is edited.
    return lines
      + text(of: findings.filter { !told.messages.contains($0.message) }, in: file, &told)
  }

  /// Returns the line for a shim, which is not printed: nobody has to review it line by line.
  private func line(of file: FilePlan) -> String {
    let (added, deleted) = file.diff().counts
    let what =
      file.generated == nil
      ? "generated again, +\(added) −\(deleted)" : "new file, \(Counted.text(added, "line"))"
    let hint = isWritten ? "" : "; --format diff shows it"
    return terminal.styled(PlainText.printable(file.path.description), .bold) + "  \(what)\(hint)"
  }

  /// Returns the line above a hunk, such as one with an import, that an edit in another hunk needs.
  private func distantReason(
    for hunk: UnifiedDiff.Hunk, among findings: [Finding], in file: FilePlan
  ) -> [String] {
    let finding = findings.first { finding in
      finding.edits.contains { edit in
        hunk.oldBytes.lowerBound <= edit.range.lowerBound
          && edit.range.upperBound <= hunk.oldBytes.upperBound
      }
    }
    guard let finding, let text = file.text else { return [] }
    let line = text.location(at: finding.range.lowerBound).line
    return ["  for the edit of line \(line)"]
  }

  private func text(of line: UnifiedDiff.Line) -> [String] {
    let text = Self.displayed(line.text)
    let styled: String =
      switch line.kind {
      case .context: " \(text)"
      case .deleted: terminal.styled("-\(text)", .red)
      case .added: terminal.styled("+\(text)", .green)
      }
    return line.bytes.last == 0x0A
      ? [styled] : [styled, terminal.styled(DiffReport.missingLineEnd, .faint)]
  }

  /// Returns a line of a file without characters that a terminal obeys, except tabs.
  private static func displayed(_ line: String) -> String {
    let line = line.last == "\r" ? line.dropLast() : line[...]
    return line.split(separator: "\t", omittingEmptySubsequences: false)
      .map { PlainText.printable(String($0)) }.joined(separator: "\t")
  }

  /// Returns the lines for findings; a message or a step that was printed for the file is left out.
  private func text(
    of findings: some Sequence<Finding>, in file: FilePlan, _ told: inout Told
  ) -> [String] {
    FindingGroup.groups(of: findings.map { (file: file, finding: $0) }).flatMap { group in
      let steps = group.members.flatMap(\.finding.proof).filter {
        told.steps.insert($0.text).inserted
      }
      let proof = steps.map { step in
        let place = step.path == file.path ? "line " : "\(step.path):"
        return "\(step.text) (\(place)\(step.location.line))"
      }
      let places = group.members.compactMap { place(of: $0.finding, in: file) }
      let code =
        group.code.kind == .shim
        ? terminal.styled(group.code.rawValue, .yellow) : group.code.rawValue
      let isNew = told.messages.insert(group.message).inserted
      return ["  line \(places.joined(separator: ", "))  \(code)"]
        + (isNew ? paragraph(group.message) : [])
        + (proof.isEmpty ? [] : paragraph("since \(proof.joined(separator: ", "))"))
    }
  }

  // MARK: - What is left

  private func left(_ kind: FindingKind, _ plan: MigrationPlan) -> [String] {
    let groups = plan.groups(of: kind)
    guard !groups.isEmpty else { return [] }
    let style: TextStyle = kind == .decision ? .yellow : .red
    var lines = [terminal.styled("\(kind.title) (\(plan.placeCount(of: kind)))", .bold)]
    for group in groups {
      let code = terminal.styled(group.code.rawValue, style)
      for (file, finding) in group.members {
        let path = PlainText.printable(file.path.description)
        let place = place(of: finding, in: file).map { ":\($0)" } ?? ""
        lines.append("  \(path)\(place)  \(code)")
      }
      lines += paragraph(group.message)
      if let advice = group.advice { lines += paragraph(advice, mark: "→ ") }
    }
    return lines + [""]
  }

  /// Returns the line and column of a finding; nil if the file has no text.
  private func place(of finding: Finding, in file: FilePlan) -> String? {
    file.text.map { text in
      let location = text.location(at: finding.range.lowerBound)
      return "\(location.line):\(location.column)"
    }
  }

  /// Returns the lines of a text that is indented by four columns.
  func paragraph(_ text: String, mark: String = "") -> [String] {
    let text = PlainText.printable(text)
    let first = "    \(mark)"
    guard terminal.isInteractive else { return [first + text] }
    return TextLayout.wrap(
      text, width: terminal.width, first: first,
      rest: String(repeating: " ", count: first.count))
  }
}
