// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyModel
import Foundation
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct CatalogueCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test func printsEveryCodeWithinEightyColumns() throws {
    let outcome = try runner.shell("classify-bridge catalogue")
    #expect(outcome.status == 0)
    #expect(outcome.messages.isEmpty)
    for line in outcome.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    for code in NoteCode.allCases { #expect(outcome.output.contains("\(code.rawValue) ")) }
    #expect(!outcome.output.contains("\u{1B}"), "color only on a terminal")
  }

  @Test func printsJSONObjectForEachCode() throws {
    let outcome = try runner.shell("classify-bridge catalogue --format json")
    #expect(outcome.status == 0)
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let rows = try #require(value as? [[String: String]])
    #expect(rows.compactMap { $0["code"] } == NoteCode.allCases.map(\.rawValue))
    let members: Set = ["code", "area", "direction", "effect", "v1", "v2", "summary"]
    for row in rows { #expect(Set(row.keys) == members) }
    let multimodal = try #require(rows.first { $0["code"] == "mode.multimodal" })
    #expect(multimodal["effect"] == "meaningChanged")
    #expect(multimodal["direction"] == "v1ToV2")
    let same = try #require(rows.first { $0["code"] == "rules.same" })
    #expect(same["effect"] == "same")
  }

  @Test func matchesReferencePage() throws {
    let outcome = try runner.shell("classify-bridge catalogue --format markdown")
    #expect(outcome.status == 0)
    let page = CommandRunner.packageRoot.appending(path: "docs/mapping.md")
    let written = try String(contentsOf: page, encoding: .utf8)
    #expect(
      outcome.output == written,
      """
      docs/mapping.md is out of date; regenerate it:
      swift run --traits CLI classify-bridge catalogue --format markdown > docs/mapping.md
      """)
  }

  @Test func explainsCode() throws {
    let outcome = try runner.shell("classify-bridge catalogue mode.multimodal")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        mode.multimodal                v1 → v2   meaningChanged
          v1  MULTIMODAL
          v2  FAST
          v2 does not read images of pages: results and price differ.

          Area      Request
          Effect    Different pages, a different cost, or a different classifier.
          Policies  strict refuses it, standard refuses it, permissive accepts it.
          To do     Change the request, or accept it with --policy permissive.

        """)
  }

  @Test(arguments: Catalogue.entries)
  func explainsEveryCodeWithinEightyColumns(entry: CatalogueEntry) {
    let text = CatalogueText(terminal: .none).explain(entry)
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(text.hasPrefix("\(entry.code.rawValue) "))
    // What was read is printed under every policy.
    let isAboutRequests = entry.area != .status && entry.area != .response
    #expect(text.contains("  Policies  ") == (isAboutRequests && entry.effect != nil))
    #expect(text.contains("  To do     "))
  }

  @Test func printsOneCodeAsJSONObject() throws {
    let outcome = try runner.shell("classify-bridge catalogue pages.same --format json")
    #expect(outcome.status == 0)
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let row = try #require(value as? [String: String])
    #expect(row["code"] == "pages.same")
    #expect(row["v1"] == "target_pages: [0, 2, 3]")
  }

  @Test(arguments: [
    ("mode.multimodel", "There is no code \"mode.multimodel\"; did you mean mode.multimodal? "),
    ("Mode.Multimodal", "; did you mean mode.multimodal? "),
    ("unplaced", "; did you mean member.unplaced? "),
    ("nonsense", "There is no code \"nonsense\". classify-bridge catalogue lists all."),
    ("rules.same --format markdown", "--format markdown prints the whole mapping"),
  ])
  func rejectsUnknownCode(arguments: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge catalogue \(arguments)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func rejectsUnknownFormat() throws {
    let outcome = try runner.shell("classify-bridge catalogue --format yaml")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("'text', 'json' or 'markdown'"))
  }
}
#endif
