// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct FindingCodeTests {
  @Test func derivesKindFromFirstWord() {
    let words: [FindingKind: String] = [
      .rewrite: "rewrite.", .shim: "shim.", .decision: "decide.", .blocked: "blocked.",
      .unreadable: "unreadable.",
    ]
    for code in FindingCode.allCases {
      #expect(words.contains { $0.key == code.kind && code.rawValue.hasPrefix($0.value) })
    }
  }

  @Test(
    arguments: [
      ([], 0), ([.callRewritten], 2), ([.shimCall], 2), ([.callRewritten, .multimodal], 3),
      ([.multimodal, .servicesPin], 4), ([.servicesPin, .notUTF8], 1),
    ] as [([FindingCode], Int32)])
  func exitsWithCodeOfWorstFinding(codes: [FindingCode], status: Int32) {
    let file = FilePlan(
      path: FilePath("a.py"), language: .python, text: nil,
      findings: codes.map { Finding($0, at: 0..<0, "") })
    #expect(MigrationPlan(files: [file], fileCount: 1).exitCode == status)
  }
}
