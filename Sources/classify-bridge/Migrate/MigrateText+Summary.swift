// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifyCodemod

extension MigrateText {
  /// Returns the counts alone, with those of the findings of each code.
  func summary(_ plan: MigrationPlan) -> String {
    let codes = plan.files.flatMap(\.findings).reduce(into: [FindingCode: Int]()) {
      counts, finding in
      counts[finding.code, default: 0] += 1
    }
    let rows = FindingCode.allCases.compactMap { code -> [TextTable.Cell]? in
      guard let count = codes[code] else { return nil }
      return ["\(code.rawValue)", "\(count)", "\(FindingTable[code].summary)"]
    }
    let table = TextTable(header: ["Code", "Findings", "What"], rows: rows)
      .render(width: RunText.width(of: terminal), indent: "  ", terminal: terminal)
    let heading = "The findings by their codes; a place can have several:"
    return (counts(plan) + (rows.isEmpty ? [] : [heading] + table + [""])).map { $0 + "\n" }
      .joined()
  }

  /// Returns how much of the code can be migrated, always in the same lines, and an empty line.
  func counts(_ plan: MigrationPlan) -> [String] {
    let kinds = FindingKind.allCases.map { ($0.title, plan.placeCount(of: $0)) }
    let rows = kinds + [("Ignored", plan.ignoredCount)]
    let width = rows.map(\.0.count).max() ?? 0
    let files =
      "\(Counted.text(plan.fileCount, "file")) read, "
      + "\(plan.changedFiles.count) \(isWritten ? "changed" : "to change"), "
      + "\(plan.generatedFiles.count) \(isWritten ? "generated" : "to generate")"
    let unwritten = plan.unwrittenPlaceCount
    guard plan.fileCount > 0 else { return nothing(plan) + [""] }
    return foreign(plan) + [files] + rows.map { "  \(TextLayout.pad($0, to: width))  \($1)" } + [
      "\(plan.migratedPlaceCount) of \(Counted.text(plan.placeCount, "place")) migrated automatically"
        + (unwritten > 0 ? ", \(unwritten) not written." : "."),
      "",
    ]
  }

  /// Returns the only lines of a report without findings.
  func nothing(_ plan: MigrationPlan) -> [String] {
    let foreign = foreign(plan)
    guard plan.fileCount == 0 else {
      return foreign + ["\(Counted.text(plan.fileCount, "file")) read: nothing to migrate."]
    }
    return foreign.isEmpty ? ["No file that can hold v1 was found."] : foreign
  }

  private func foreign(_ plan: MigrationPlan) -> [String] {
    plan.foreignFiles.map { PlainText.printable("\($0): this language is not read.") }
  }

  /// Returns what to do next.
  func steps(_ plan: MigrationPlan) -> [String] {
    let codes = Set(plan.files.flatMap(\.findings).map(\.code))
    let kinds = Set(codes.map(\.kind))
    let changes = !(plan.changedFiles + plan.generatedFiles).isEmpty
    let steps: [(Bool, String)] =
      [
        (kinds.contains(.unreadable), "Fix what could not be read or written, and run again."),
        (
          changes && !isWritten && !showsEdits,
          "See the edits: run again without --check."
        ),
        (
          changes && !isWritten && showsEdits,
          "Review the edits, and write them: add --write, or pipe --format diff into git apply."
        ),
        (
          isWritten && plan.raisesVersions,
          "Install the raised version of the SDK, and update the lock file."
        ),
      ]
      + plan.mixedPackages.map { (true, Self.mixture(of: $0)) }
      + [
        (
          changes && isWritten,
          plan.mixedPackages.isEmpty ? "Review the diff, and run the tests." : "Review the diff."
        ),
        (
          !plan.probableClients.isEmpty,
          "If these are clients of LlamaCloud, run again with "
            + plan.probableClients.map { "--assume-client \($0)" }.joined(separator: " ") + "."
        ),
        (
          codes.contains { $0.kind == .blocked && $0 != .dependencyPin },
          "Migrate what blocks the rest first."
        ),
        (
          kinds.contains(.decision),
          "Decide the places above: --explain and a code says what it means. A comment "
            + "`classify-bridge: ignore` leaves a place as it is."
        ),
      ]
    let texts = steps.filter(\.0).map(\.1)
    guard !texts.isEmpty else { return [] }
    return [terminal.styled("Next", .bold)]
      + texts.enumerated().flatMap { number, text in
        paragraph(text, mark: "\(number + 1). ").map { String($0.dropFirst(2)) }
      } + note(plan)
  }

  /// Returns what to do before a package is installed that calls of both v1 and v2 need.
  private static func mixture(of package: String) -> String {
    let versions =
      package == "llama-cloud"
      ? "has no v1. Until then, install 2.15.0, which has both."
      : "has no v1, and a version with v1 may lack v2."
    return "Decide the places of v1 that are left before you deploy: \(package) 2.19 \(versions)"
  }

  /// Returns what the edits change at run time and no message of a place says.
  private func note(_ plan: MigrationPlan) -> [String] {
    let languages = plan.files.filter(\.polls).map {
      $0.language == .python || $0.language == .notebook
    }
    guard !languages.isEmpty else { return [] }
    let names =
      (languages.contains(true) ? ["wait_for_completion"] : [])
      + (languages.contains(false) ? ["waitForCompletion"] : [])
    return [""]
      + paragraph(
        "classify.run and \(names.joined(separator: ", ")) poll a cancelled job until their timeout.",
        mark: "Note: "
      ).map { String($0.dropFirst(4)) }
  }
}

extension MigrationPlan {
  /// Whether a list of dependencies is edited.
  fileprivate var raisesVersions: Bool { changedFiles.contains { $0.language == .dependencies } }
}

extension FilePlan {
  /// Whether a call is rewritten that polls until its job is finished.
  fileprivate var polls: Bool {
    guard let text else { return false }
    return findings.contains { finding in
      finding.code == .callRewritten
        && Self.polling.contains { text[finding.range].contains($0) }
    }
  }

  private static let polling = [".classify(", "wait_for_completion(", "waitForCompletion("]
}
