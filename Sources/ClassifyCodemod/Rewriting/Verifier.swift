// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Checks the edits of a file by reading the edited file again.
enum Verifier {
  /// Returns the plan of a file: the draft's edits if they hold, otherwise none.
  ///
  /// - Parameters:
  ///   - draft: The proposed findings.
  ///   - file: The file before the edits.
  ///   - context: The project that the sites were found in.
  ///   - frontEnd: Reads the edited file; nil for languages without a shared tree.
  ///   - migrator: The migrator that made the draft, which reads its format again.
  /// - Returns: The findings in ascending order with the edits of all rewrites that hold.
  static func plan(
    for draft: FileDraft, of file: SourceFile, in context: MigrationContext,
    frontEnd: (any FrontEnd)?, migrator: (any FileMigrating)? = nil
  ) -> FilePlan {
    var edits = EditSet()
    let fits = draft.findings.allSatisfy { edits.add($0.edits) }
    let failure =
      fits
      ? edits.isEmpty
        ? nil : check(edits, by: draft, of: file, in: context, frontEnd, migrator)
      : "two rewrites overlap"
    guard let failure else {
      return plan(file, draft.findings, edits, inputs: edits.isEmpty ? [] : draft.inputs)
    }
    return plan(file, draft.findings.map { withdrawn($0, because: failure) }, EditSet())
  }

  private static func plan(
    _ file: SourceFile, _ findings: [Finding], _ edits: EditSet, inputs: Set<FilePath> = []
  ) -> FilePlan {
    FilePlan(
      path: file.path, language: file.language, text: file.text,
      findings: findings.sorted {
        ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
      }, edits: edits, inputs: inputs)
  }

  private static func withdrawn(_ finding: Finding, because reason: String) -> Finding {
    guard finding.code.kind <= .shim else { return finding }
    return Finding(
      .notVerified, at: finding.range,
      "\(finding.message); not edited: \(reason), so rewrite this by hand", proof: finding.proof,
      note: finding.note)
  }

  // MARK: Checks

  /// Why the edits don't hold, or nil.
  private static func check(
    _ edits: EditSet, by draft: FileDraft, of file: SourceFile, in context: MigrationContext,
    _ frontEnd: (any FrontEnd)?, _ migrator: (any FileMigrating)?
  ) -> String? {
    let new: SourceText
    do throws(InvalidText) {
      new = try SourceText(edits.applied(to: file.text))
    } catch {
      return error.description
    }
    if let frontEnd, let failure = checkProgram(new, edits, of: file, in: context, frontEnd) {
      return failure
    }
    if file.text.isJSON, !new.isJSON { return "the edited file would be no valid JSON" }
    var edited = file
    edited.text = new
    return migrator?.failure(of: edited, from: file, by: draft)
  }

  private static func checkProgram(
    _ new: SourceText, _ edits: EditSet, of file: SourceFile, in context: MigrationContext,
    _ frontEnd: any FrontEnd
  ) -> String? {
    let tree: SyntaxTree
    do throws(SyntaxFault) {
      tree = try frontEnd.tree(of: new)
    } catch {
      return "the edited file could not be read: \(error.reason)"
    }
    if tree.faults.count > (file.tree?.faults.count ?? 0) {
      return "the edited file would have syntax that is not understood"
    }
    guard file.language.isProgram else { return nil }
    let edited = SourceFile(path: file.path, language: file.language, text: new, tree: tree)
    let places = edits.newRanges
    let left = context.finder.sites(in: edited).first { site in
      site.isCode && site.range.sharesPart(with: places)
    }
    return left.map {
      "line \(new.location(at: $0.range.lowerBound).line) would still use v1"
    }
  }
}

extension SourceText {
  /// Whether the text is one JSON value.
  fileprivate var isJSON: Bool {
    (try? JSONValue(json: self[contentStart..<count])) != nil
  }
}

extension ByteRange {
  /// Whether the range shares a byte with one of some ascending ranges, or has an empty one inside.
  fileprivate func sharesPart(with ranges: [ByteRange]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound > lowerBound { high = middle } else { low = middle + 1 }
    }
    return low < ranges.count && ranges[low].lowerBound < upperBound
  }
}

extension Site {
  /// Whether it is code that runs, and not a comment or a value.
  fileprivate var isCode: Bool {
    switch kind {
    case .call, .import, .type, .reference: true
    case .use, .mention: false
    }
  }
}
