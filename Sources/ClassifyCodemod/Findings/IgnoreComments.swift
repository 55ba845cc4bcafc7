// SPDX-License-Identifier: Apache-2.0

/// The comments of a file that leave findings as they are: `classify-bridge: ignore`.
///
/// Such a comment counts for findings that begin on its line or, if nothing stands before it, on the
/// next one. Codes after it restrict it to these; one that is misspelled ignores nothing, and what
/// stays says so.
struct IgnoreComments {
  private static let marker = "classify-bridge: ignore"
  private static let openings = ["#", "//", "/*", "*", "<!--"]
  /// The prefixes of codes that can be ignored.
  private static let prefixes = ["decide.", "blocked."]

  private let text: SourceText
  private let isNotebook: Bool

  /// Creates the comments of a file.
  ///
  /// - Parameters:
  ///   - text: The text of the file.
  ///   - language: Its language; JSON has no comments.
  init?(_ text: SourceText, _ language: Language?) {
    guard language != .json else { return nil }
    self.text = text
    isNotebook = language == .notebook
  }

  /// Whether a comment says that a finding is left as it is.
  func ignore(_ finding: Finding) -> Bool {
    codes(for: finding).contains { $0.isEmpty || $0.contains(finding.code.rawValue) }
  }

  /// The words of the comments at a finding that are no codes.
  func misspelledCodes(at finding: Finding) -> [String] {
    codes(for: finding).joined().filter { FindingCode(rawValue: $0) == nil }
  }

  /// The codes of the comments that count for a finding; empty for all.
  private func codes(for finding: Finding) -> [[String]] {
    let line = text.lineIndex(at: finding.range.lowerBound)
    return [
      codes(line: line, isAbove: false), line > 0 ? codes(line: line - 1, isAbove: true) : nil,
    ].compactMap(\.self)
  }

  /// Returns the codes of a comment; nil if there is none that counts.
  private func codes(line: Int, isAbove: Bool) -> [String]? {
    let content = text[text.lineRange(line)]
    guard let start = content.firstRange(of: Self.marker), !isWholeNotebook(content) else {
      return nil
    }
    let before = String(
      content[..<start.lowerBound].reversed().drop(while: \.isWhitespace).reversed())
    guard let opening = Self.openings.first(where: before.hasSuffix) else { return nil }
    let isFirst = before.dropLast(opening.count).allSatisfy {
      $0.isWhitespace || isNotebook && $0 == "\""
    }
    let rest = content[start.upperBound...]
    guard isFirst || !isAbove, rest.first?.isLetter != true else { return nil }
    return rest.split { !$0.isLetter && $0 != "." }
      .filter { word in Self.prefixes.contains { word.hasPrefix($0) } }
      .map { String($0.last == "." ? $0.dropLast() : $0) }
  }

  /// Whether a line of a notebook has several lines of a cell, so that its comments have no place.
  private func isWholeNotebook(_ content: String) -> Bool {
    isNotebook && content.ranges(of: "\\n").count > 1
  }
}

extension FindingCode {
  /// Whether a person can say that findings of the code are left as they are.
  public var canBeIgnored: Bool { kind == .decision || kind == .blocked }
}

extension FilePlan {
  /// Returns the plan without the findings that a person leaves as they are; see ``ignored``.
  ///
  /// - Parameter codes: The codes that are ignored everywhere.
  /// - Returns: The plan, with the same edits.
  func ignoring(_ codes: Set<FindingCode>) -> FilePlan {
    let comments = text.flatMap { IgnoreComments($0, language) }
    let isIgnored: (Finding) -> Bool = { finding in
      finding.code.canBeIgnored
        && (codes.contains(finding.code) || comments?.ignore(finding) == true)
    }
    var plan = self
    plan.ignored = findings.filter(isIgnored)
    plan.findings = findings.filter { !isIgnored($0) }.map { finding in
      guard finding.code.canBeIgnored,
        let name = comments?.misspelledCodes(at: finding).first
      else { return finding }
      return finding.adding("; the comment here ignores \(name), which is no code")
    }
    return plan
  }
}
