// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct CompareDocumentTests {
  private func documents(_ names: [String]) -> [CompareDocument] {
    names.map { CompareDocument(path: $0) }
  }

  @Test func keepsEachDocumentOnce() {
    let (found, repetitions) = CompareDocument.shuffled(
      documents(["a", "./a", "b", "d//b", "d/b"]))
    #expect(Set(found.map(\.name)) == ["a", "b", "d/b"])
    #expect(repetitions == 2)
  }

  @Test func treatsBothFormsOfFileIDAlike() {
    let uuid = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
    #expect(CompareDocument(fileID: uuid).name == CompareDocument(fileID: "dfl-\(uuid)").name)
  }

  @Test func ordersIndependentlyOfList() {
    let names = (0..<100).map { "scans/\($0).pdf" }
    let order = CompareDocument.shuffled(documents(names)).documents
    #expect(CompareDocument.shuffled(documents(names.reversed())).documents == order)
    #expect(order.map(\.name) != names)
  }

  /// The first half of a list whose names sort by kind has about half of each kind.
  @Test func startsWithFairSample() {
    let names = (0..<1_000).map { "\($0 < 500 ? "a" : "b")/\($0).pdf" }
    let half = CompareDocument.shuffled(documents(names)).documents.prefix(500)
    let count = half.count { $0.name.hasPrefix("a/") }
    // Hypergeometric with a standard deviation of 7.9: six of them to each side.
    #expect((203...297).contains(count))
  }
}
