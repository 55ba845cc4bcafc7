// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct NotebookCellTests {
  private func cell(_ source: String) throws -> (NotebookCell, SourceText) {
    let text = SourceText(source)
    return (try #require(NotebookCell(source: try MarkedValue.json(text), in: text)), text)
  }

  /// The JSON of a source after the replacement of a part of its code.
  private func edited(_ source: String, _ range: ByteRange, _ new: String) throws -> String {
    let (cell, text) = try cell(source)
    let place = try #require(cell.code.outer(.delete(range))?.range)
    var edits = EditSet()
    edits.add(cell.edit(new, at: place))
    return String(decoding: edits.applied(to: text), as: UTF8.self)
  }

  @Test(arguments: [
    (#"["a = 1\n", "b"]"#, "1", "2", #"["a = 2\n", "b"]"#),
    (#"["a(\"x\")"]"#, #""x""#, #""y\z""#, #"["a(\"y\\z\")"]"#),
    (#""a\nb""#, "a", "c\nd", #""c\nd\nb""#),
    // A new line is a string of its own, between the same spaces.
    ("[\n  \"a\\n\",\n  \"b\"\n]", "a", "c\nd", "[\n  \"c\\n\",\n  \"d\\n\",\n  \"b\"\n]"),
    ("[\n \"a\\n\",\n \"b\"\n]", "a\n", "a\nc\n", "[\n \"a\\n\",\n \"c\\n\",\n \"b\"\n]"),
    // Strings between the edited ones vanish.
    (#"["a(\n", "1,\n", "2)"]"#, "(\n1,\n2", "(3", #"["a(3)"]"#),
    (#"["a\n","b\n","c"]"#, "b\n", "", #"["a\n","c"]"#),
    (#"["a\n","b"]"#, "b", "", #"["a\n"]"#),
    (#"["a"]"#, "a", "", #"[""]"#),
    // An edit may begin and end at escapes.
    (#"["\u00e9\ud83d\ude00x\t"]"#, "😀x", "y", #"["\u00e9y\t"]"#),
  ])
  func editsJSONOfTheSource(source: String, old: String, new: String, expected: String) throws {
    let code = try cell(source).0.code.text
    let place = try #require(code[code.range].firstRange(of: old))
    let start = code[code.range][..<place.lowerBound].utf8.count
    #expect(try edited(source, start..<start + old.utf8.count, new) == expected)
  }

  @Test func rejectsRangesInsideEscapes() throws {
    let (cell, _) = try cell(#"["\ud83d\ude00"]"#)
    #expect(cell.code.text.count == 4)
    #expect(cell.code.outer(.delete(1..<4)) == nil)
    #expect(cell.code.outer(.delete(0..<4))?.range == 2..<14)
  }

  @Test(arguments: [
    (#"["a"]"#, NotebookCell.Content.shared), (#""%%time\na""#, .shared),
    (#"["%%bash\n", "a"]"#, .separate(.shell)), (#"["%%script bash -e\n"]"#, .separate(.shell)),
    (#"["%%writefile a/b.py\n"]"#, .separate(.python)), (#"["%%writefile a.txt\n"]"#, .foreign),
    (#"["%%html\n"]"#, .foreign), (#"["%time a"]"#, .shared),
    (#"["\n", "%%sh\n"]"#, .separate(.shell)),
  ])
  func tellsContentByItsMagic(source: String, expected: NotebookCell.Content) throws {
    #expect(try cell(source).0.content == expected)
  }

  @Test(arguments: ["[]", "[1]", "null", "{}"])
  func rejectsSourcesThatAreNoText(source: String) throws {
    let text = SourceText(source)
    #expect(NotebookCell(source: try MarkedValue.json(text), in: text) == nil)
  }
}
