// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Files with more names than are followed")
struct BudgetTests {
  /// 2500 calls by 50 names each are more than the 100,000 questions that a file may have.
  @Test func isReportedOnce() throws {
    let chain = "a" + String(repeating: ".b", count: 50) + ".classify(1)\n"
    let call = "from llama_cloud import LlamaCloud\nLlamaCloud().classifier.jobs.list()\n"
    let plans = try TestMigration.plans([
      "a.py": "import llama_cloud\n" + String(repeating: chain, count: 2500), "b.py": call,
      "c.py": call + String(repeating: chain, count: 2500),
    ])
    let counts = plans.map { plan in plan.findings.count { $0.code == .unclearSyntax } }
    #expect(counts == [1, 0, 1])
    #expect(plans.filter { !$0.edits.isEmpty }.isEmpty)
  }

  /// Other classifiers are no news.
  @Test func isSilentWithoutAnSDK() throws {
    let chain = "a" + String(repeating: ".b", count: 50) + ".classify(1)\n"
    let plans = try TestMigration.plans(["a.py": String(repeating: chain, count: 2500)])
    #expect(plans.flatMap(\.findings).isEmpty)
  }
}
