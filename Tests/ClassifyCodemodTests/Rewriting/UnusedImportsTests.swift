// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct UnusedImportsTests {
  private static let call =
    "client.classifier.classify(file_ids=[f], rules=[],"
    + " parsing_configuration={\"target_pages\": COVER}).items[0].result\n"

  private func migrated(_ main: String, _ others: [String: String] = [:]) async throws -> String {
    let tree = MemoryFiles(
      ["main.py": main, "config.py": "COVER = [0, 1]\nOTHER = 2\n"].merging(others) { $1 })
    _ = FileWriter(tree: tree).write(try await Migrator(tree: tree).plan())
    return try #require(tree["main.py"])
  }

  private static func text(_ line: String, _ end: String = "") -> String {
    "from llama_cloud import LlamaCloud\n\(line)client = LlamaCloud()\n" + call + end
  }

  @Test(arguments: [
    ("from config import COVER\n", ""),
    ("from config import COVER, OTHER\n", "from config import OTHER\n"),
  ])
  func removesImportOfConstantThatIsWrittenOut(before: String, after: String) async throws {
    let end = after.isEmpty ? "" : "print(OTHER)\n"
    let text = try await migrated(Self.text(before, end))
    #expect(text.hasPrefix("from llama_cloud import LlamaCloud\n\(after)client = "))
    #expect(text.contains(#""target_pages": "1-2""#))
  }

  @Test(arguments: [
    ("print(COVER)\n", [:]), ("__all__ = [\"COVER\"]\n", [:]), ("# COVER has two pages\n", [:]),
    ("", ["other.py": "from main import COVER\n"]), ("", ["other.py": "from main import *\n"]),
  ])
  func keepsImportThatHasAnotherUse(end: String, others: [String: String]) async throws {
    let text = try await migrated(Self.text("from config import COVER\n", end), others)
    #expect(text.contains("from config import COVER\n"))
  }

  @Test func saysWherePagesComeFrom() async throws {
    let tree = MemoryFiles([
      "main.py": Self.text("from config import COVER\n"), "config.py": "COVER = [0, 1]\n",
    ])
    let findings = try await Migrator(tree: tree).plan().files.flatMap(\.findings)
    let pages = try #require(findings.first { $0.code == .pagesRewritten })
    #expect(pages.message.hasSuffix("they are those of COVER"))
  }
}
