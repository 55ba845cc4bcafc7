// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ClassifyCodemod

@Suite struct FindingTableTests {
  @Test(arguments: FindingCode.allCases)
  func explainsEachCodeInOneLine(code: FindingCode) {
    let entry = FindingTable[code]
    #expect(entry.code == code)
    #expect(!entry.summary.isEmpty && entry.summary.count <= 70 && entry.summary.last != ".")
    #expect(entry.advice.last == "." && entry.advice.count <= 120)
    let isName = entry.meaning.hasPrefix("v1 ")
    #expect(entry.meaning.last == "." && (isName || entry.meaning.first?.isLowercase == false))
  }

  @Test func hasDifferentSummaries() {
    #expect(Set(FindingTable.entries.map(\.summary)).count == FindingCode.allCases.count)
  }

  /// Advice stands beside messages that lack it, and never repeats one.
  @Test func addsAdviceWhereMessagesHaveNone() {
    let codes = FindingCode.allCases.filter { Finding($0, at: 0..<0, "").advice != nil }
    #expect(
      codes == [
        .storedJobID, .pagesInvalid, .pageLimitInvalid, .webhook, .notUTF8, .notReadable,
        .notWritable, .syntax, .tooLarge,
      ])
  }

  #if os(macOS) || os(Linux)
  private static func documentation() throws -> [String] {
    let page = URL(filePath: #filePath).appending(path: "../../../../docs/migrating-code.md")
    return try String(contentsOf: page.standardized, encoding: .utf8).split(separator: "\n")
      .map(String.init)
  }

  /// The rows of tables that begin with a code.
  private static func documentedRows() throws -> [String] {
    try documentation().filter { row in
      FindingKind.allCases.contains { row.hasPrefix("| `\($0.prefix).") }
    }
  }

  /// Each code of what is left, in this order, with the texts of the reports.
  @Test func equalsTheDocumentation() throws {
    let rows = FindingTable.entries.filter { $0.code.kind > .shim }.map { entry in
      "| `\(entry.code.rawValue)` | \(entry.summary) | \(entry.advice) |"
    }
    #expect(try Self.documentedRows() == rows)
  }
  #endif
}

extension FindingKind {
  /// The part of codes before the dot.
  fileprivate var prefix: String { self == .decision ? "decide" : rawValue }
}
