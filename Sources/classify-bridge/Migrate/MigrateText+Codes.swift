// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifyCodemod

extension MigrateText {
  /// Returns what a code means and what to do about it.
  func explanation(of code: FindingCode) -> String {
    let entry = FindingTable[code]
    let title = terminal.styled(code.rawValue, .bold) + "  \(code.kind.title)"
    return ([title] + paragraph(entry.meaning) + paragraph(entry.advice, mark: "→ "))
      .map { $0 + "\n" }.joined()
  }

  /// Returns all codes with their meanings.
  func codes() -> String {
    TextTable(
      header: ["Code", "What"],
      rows: FindingTable.entries.map { ["\($0.code.rawValue)", "\($0.summary)"] }
    ).render(width: RunText.width(of: terminal), indent: "", terminal: terminal).map { $0 + "\n" }
      .joined()
  }
}

extension FindingCode {
  /// Returns the code of a name, or a sentence about the nearest ones.
  static func named(_ name: String) -> Result<FindingCode, UnknownFindingCode> {
    FindingCode(rawValue: name).map { .success($0) } ?? .failure(UnknownFindingCode(name: name))
  }
}

/// A name that is no code of ``FindingTable``.
struct UnknownFindingCode: Error, CustomStringConvertible {
  let name: String

  /// What is wrong, with the nearest codes.
  var description: String {
    let codes = FindingCode.allCases.map(\.rawValue)
    let nearest = NearestName.nearest(to: name, among: codes).map { [$0] } ?? []
    // A word of the name, such as "pages".
    let word = name.split(separator: ".").last?.lowercased() ?? ""
    let similar = word.count < 3 ? [] : codes.filter { $0.lowercased().contains(word) }
    let found = nearest + similar.filter { !nearest.contains($0) }
    let question = found.isEmpty ? "" : " Did you mean \(found.joined(separator: " or "))?"
    return "There is no code \(name).\(question) --explain list prints all codes."
  }
}
