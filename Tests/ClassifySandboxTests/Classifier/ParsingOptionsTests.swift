// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifySandbox

@Suite struct ParsingOptionsTests {
  struct Case: Sendable {
    let precedence: Sandbox.PageLimitPrecedence
    let limit: Int?
    let pages: [Int]?
  }

  /// Selects pages 2, 4 and 6 of a document with 5 pages.
  @Test(arguments: [
    Case(precedence: .selectionFirst, limit: nil, pages: [2, 4]),
    Case(precedence: .selectionFirst, limit: 3, pages: [2, 4]),
    Case(precedence: .selectionFirst, limit: 1, pages: [2]),
    Case(precedence: .selectionFirst, limit: 0, pages: nil),
    Case(precedence: .limitFirst, limit: nil, pages: [2, 4]),
    Case(precedence: .limitFirst, limit: 3, pages: [2]),
    Case(precedence: .limitFirst, limit: 1, pages: nil),
    Case(precedence: .selectionOnly, limit: 1, pages: [2, 4]),
    Case(precedence: .selectionOnly, limit: 0, pages: [2, 4]),
  ])
  func combinesLimitAndSelectionByPrecedence(example: Case) {
    let options = ParsingOptions(
      targets: TargetPages(indices: [1, 3, 5]), limit: example.limit, usesImages: false)
    #expect((try? options.pages(inDocumentOf: 5, precedence: example.precedence)) == example.pages)
  }

  @Test(arguments: Sandbox.PageLimitPrecedence.allCases)
  func appliesLimitWithoutSelection(precedence: Sandbox.PageLimitPrecedence) throws {
    func pages(_ limit: Int?) throws -> [Int] {
      try ParsingOptions(targets: nil, limit: limit, usesImages: false)
        .pages(inDocumentOf: 3, precedence: precedence)
    }
    #expect(try pages(nil) == [1, 2, 3])
    #expect(try pages(2) == [1, 2])
    #expect(try pages(.max) == [1, 2, 3])
    #expect(throws: ParsingOptions.Failure.self) { try pages(0) }
    #expect(throws: ParsingOptions.Failure.self) { try pages(-1) }
  }
}
