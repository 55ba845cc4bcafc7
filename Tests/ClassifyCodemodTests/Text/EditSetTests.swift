// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct EditSetTests {
  private func apply(_ edits: [Edit], to text: String) -> String {
    var set = EditSet()
    for edit in edits { set.add(edit) }
    return String(decoding: set.applied(to: SourceText(text)), as: UTF8.self)
  }

  @Test func appliesEditsInAnyOrderOfAdding() {
    #expect(apply([Edit(4..<5, "E"), Edit(0..<1, "AA"), .delete(2..<3)], to: "abcde") == "AAbdE")
  }

  @Test func keepsInsertionsAtOneOffsetInTheOrderOfAdding() {
    #expect(apply([.insert("1", at: 1), .insert("2", at: 1)], to: "ab") == "a12b")
  }

  @Test func putsInsertionBeforeReplacementAtItsOffset() {
    #expect(apply([Edit(1..<2, "B"), .insert("+", at: 1)], to: "abc") == "a+Bc")
  }

  @Test func insertsAtTheEnd() {
    #expect(apply([.insert("\n", at: 2)], to: "ab") == "ab\n")
  }

  @Test(arguments: [
    (0..<2, 1..<3), (1..<3, 0..<2), (0..<3, 1..<1), (1..<1, 0..<3), (0..<3, 1..<2),
  ])
  func rejectsOverlappingEdits(first: ByteRange, second: ByteRange) {
    var set = EditSet()
    set.add(Edit(first, "x"))
    let isAdded = set.add(Edit(second, "y"))
    #expect(!isAdded)
    #expect(set.edits == [Edit(first, "x")])
  }

  @Test func addsNothingOfGroupWithConflict() {
    var set = EditSet()
    set.add(Edit(0..<2, "x"))
    let isAdded = set.add([Edit(5..<6, "y"), Edit(1..<2, "z")])
    #expect(!isAdded)
    #expect(set.edits.count == 1)
  }

  @Test func ignoresRepeatedEdit() {
    #expect(apply([.insert("x", at: 0), .insert("x", at: 0), Edit(1..<1, "")], to: "a") == "xa")
  }

  @Test func takesBackGroupWithConflict() {
    var set = EditSet()
    set.add([.insert("a", at: 3), Edit(5..<7, "b")])
    let old = set
    let isAdded = set.add([
      .insert("c", at: 3), .insert("a", at: 3), .delete(0..<1), .delete(6..<8),
    ])
    #expect(!isAdded)
    #expect(set == old)
  }

  @Test func findsReplacementsInNewText() {
    var set = EditSet()
    set.add([Edit(0..<1, "AAA"), .delete(2..<4), .insert("x", at: 5)])
    #expect(set.newRanges == [0..<3, 4..<4, 5..<6])
  }

  /// One insertion for each line of a long file.
  @Test func addsManyEdits() {
    var set = EditSet()
    let isAdded = set.add((0..<20_000).map { .insert("  ", at: $0 * 10) })
    #expect(isAdded && set.edits.count == 20_000)
  }
}
