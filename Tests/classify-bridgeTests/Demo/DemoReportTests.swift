// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct DemoReportTests {
  private static func found(_ type: String?, _ confidence: String) throws -> DocumentOutcome {
    let confidence = try #require(Confidence(text: confidence))
    let classification = Classification(type: type, confidence: confidence, reasoning: "")
    return type == nil ? .unmatched(classification) : .classified(classification)
  }

  @Test func comparesTypesAndIgnoresConfidence() throws {
    let outcomes: [DocumentOutcome] = [
      try Self.found("a", "0.5"), try Self.found("b", "0.5"), try Self.found(nil, "0.5"),
      .failed(message: "x"), .cancelled, .waiting,
    ]
    let others: [DocumentOutcome] = [
      try Self.found("a", "0.9"), try Self.found("b", "0.9"), try Self.found(nil, "0.9"),
      .failed(message: nil), .cancelled, .waiting,
    ]
    for (row, first) in outcomes.enumerated() {
      for (column, second) in others.enumerated() {
        let comparison = DemoComparison(
          document: DemoDocument(name: "x", text: ""), v1: first, v2: second)
        #expect(comparison.agrees == (row == column), "\(first) and \(second)")
        #expect(comparison.isClassified == (row < 3 && column < 3))
      }
    }
  }

  @Test(arguments: [("", 1), ("a", 1), ("a\u{C}b", 2), ("a\u{C}", 1), ("\u{C}\u{C}", 2)])
  func countsPages(text: String, count: Int) {
    #expect(DemoDocument(name: "x", text: text).pageCount == count)
  }

  @Test(arguments: [
    ("2,4", "1,3", "2,4", "1,3", true), ("2-5", "1-4", "5", "1", true),
    ("3,5", "1,3", "5", "1", false), ("1-3", "1,3", "2", "none", false),
    ("1,3", "1,3", "none", "none", false), ("1,3", "2,4", "1,3", "2,4", false),
  ])
  func comparesSelections(
    v1: String, v2: String, onlyInV1: String, onlyInV2: String, isOffByOne: Bool
  ) throws {
    let difference = SelectionDifference(
      v1: try PageSet(rangeString: v1), v2: try PageSet(rangeString: v2))
    #expect(difference.onlyInV1?.rangeString ?? "none" == onlyInV1)
    #expect(difference.onlyInV2?.rangeString ?? "none" == onlyInV2)
    #expect(difference.isOffByOne == isOffByOne)
  }

  @Test(arguments: [
    (["a", "b"], ["a", "b"]), (["x/a", "y/b"], ["a", "b"]), (["x/a", "y/a"], ["x/a", "y/a"]),
    (["a", "a", "a"], ["a", "a (2)", "a (3)"]),
    (["a", "a", "a (2)"], ["a", "a (2)", "a (2) (2)"]),
    (["/"], ["/"]),
  ])
  func makesFileNamesUnique(paths: [String], names: [String]) {
    #expect(DistinctNames.names(of: paths) == names)
  }
}
