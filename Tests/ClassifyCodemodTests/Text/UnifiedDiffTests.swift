// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct UnifiedDiffTests {
  /// Returns the patch of a file `f` without the lines before the first hunk.
  private func hunks(_ text: String, _ edits: [Edit]) -> String {
    var set = EditSet()
    set.add(edits)
    return UnifiedDiff(of: SourceText(text), set).hunks.map(DiffReport.text(of:)).joined()
  }

  @Test func showsThreeLinesAroundAChange() {
    #expect(
      hunks("1\n2\n3\n4\n5\n6\n7\n8\n", [Edit(8..<9, "V")])
        == "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n")
  }

  /// A line between an inserted and a changed one stays.
  @Test func showsOnlyLinesThatChange() {
    #expect(
      hunks("1\n2\n3\n", [.insert("0\n", at: 0), Edit(2..<3, "V"), .insert("\n4", at: 5)])
        == "@@ -1,3 +1,5 @@\n+0\n 1\n-2\n+V\n 3\n+4\n")
    #expect(hunks("1\n2\n", [Edit(0..<3, "1\n2")]) == "")
  }

  @Test func joinsChangesWhoseContextsTouch() {
    let text = (1...9).map { "\($0)\n" }.joined()
    #expect(
      hunks(text, [Edit(0..<1, "A"), Edit(14..<15, "H")])
        == "@@ -1,9 +1,9 @@\n-1\n+A\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+H\n 9\n")
  }

  @Test func separatesChangesWithMoreLinesBetween() {
    let text = (1...9).map { "\($0)\n" }.joined()
    #expect(
      hunks(text, [Edit(0..<1, "A"), Edit(16..<17, "I")])
        == "@@ -1,4 +1,4 @@\n-1\n+A\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+I\n")
  }

  @Test func countsLinesOfLaterHunksFromTheNewFile() {
    let text = (1...9).map { "\($0)\n" }.joined()
    #expect(
      hunks(text, [.insert("0\n", at: 0), .delete(16..<18)])
        == "@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -6,4 +7,3 @@\n 6\n 7\n 8\n-9\n")
  }

  @Test(arguments: [
    ("a", Edit(0..<1, "b"), "-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"),
    ("a", .insert("\n", at: 1), "-a\n\\ No newline at end of file\n+a\n"),
    ("a\n", .delete(1..<2), "-a\n+a\n\\ No newline at end of file\n"),
    ("a\n", .insert("b", at: 2), " a\n+b\n\\ No newline at end of file\n"),
    ("a\nb", Edit(0..<1, "A"), "-a\n+A\n b\n\\ No newline at end of file\n"),
  ])
  func marksMissingNewlineAtTheEnd(text: String, edit: Edit, lines: String) {
    let hunk = hunks(text, [edit])
    #expect(hunk.drop { $0 != "\n" }.dropFirst() == lines)
  }

  @Test func keepsCarriageReturns() {
    #expect(hunks("a\r\nb\r\n", [Edit(3..<4, "B")]) == "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+B\r\n")
  }

  @Test func endsLinesOnlyAtLineFeeds() {
    #expect(hunks("a\rb\n", [Edit(2..<3, "B")]) == "@@ -1 +1 @@\n-a\rb\n+a\rB\n")
  }

  @Test func leavesOutEqualLinesOfAnEdit() {
    #expect(
      hunks("x = f(\n  1,\n)\n", [Edit(0..<13, "x = g(\n  1,\n)")])
        == "@@ -1,3 +1,3 @@\n-x = f(\n+x = g(\n   1,\n )\n")
  }

  @Test func hasNoHunkWithoutAChange() {
    #expect(hunks("a\nb\n", [Edit(0..<1, "a")]).isEmpty)
    #expect(hunks("a\n", []).isEmpty)
    #expect(UnifiedDiff(creating: "").hunks.isEmpty)
  }

  @Test func createsAFile() {
    let diff = UnifiedDiff(creating: "a\nb\n")
    #expect(diff.hunks.map(DiffReport.text(of:)) == ["@@ -0,0 +1,2 @@\n+a\n+b\n"])
    #expect(diff.counts == (added: 2, deleted: 0))
  }

  @Test func emptiesAFile() {
    #expect(hunks("a\n", [.delete(0..<2)]) == "@@ -1 +0,0 @@\n-a\n")
  }
}
