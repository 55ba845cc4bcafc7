// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct ExpectedLabelsTests {
  private static let types = ["invoice", "letter, formal"]

  private func labels(
    _ text: String, types: [String]? = ExpectedLabelsTests.types
  ) throws(CommandFailure) -> ExpectedLabels {
    try ExpectedLabels(csv: text, name: "labels.csv", types: types)
  }

  private static func keys(_ names: String...) -> Set<DocumentName> {
    Set(names.map { DocumentName($0) })
  }

  @Test(arguments: [
    "file,type\na.pdf,invoice\nb.pdf,\n\"c,d.pdf\",\"letter, formal\"\n",
    "type,file\r\ninvoice,a.pdf\r\n,b.pdf\r\n\"letter, formal\",\"c,d.pdf\"",
    // As `run --format csv` writes it.
    """
    file,outcome,type,confidence
    \"""a.pdf\""",classified,\"""invoice\""",0.9
    \"""b.pdf\""",unmatched,,0.9
    \"""c,d.pdf\""",classified,\"""letter, formal\""",1.0
    """,
  ])
  func readsLabels(text: String) throws {
    let labels = try labels(text)
    #expect(labels.count == 3)
    #expect(labels.byName["a.pdf"] == .type("invoice"))
    #expect(labels.byName["b.pdf"] == .unmatched)
    #expect(labels.byName["c,d.pdf"] == .type("letter, formal"))
    #expect(labels.byName["d.pdf"] == nil)
  }

  @Test(arguments: [
    ("./scans//a.pdf", "scans/a.pdf"),
    ("dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"),
  ])
  func findsDocumentByAnotherForm(written: String, name: String) throws {
    let labels = try labels("file,type\n\(written),invoice\n")
    #expect(labels.byName[DocumentName(name)] == .type("invoice"))
  }

  /// A mirror names documents as its callers do.
  @Test func findsDocumentByItsNameInResults() throws {
    let bare = ["182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26f"]
    let labels = try labels("file,type\n\(bare[0]),invoice\ndfl-\(bare[1]),\nother,invoice\n")
    let documents = Self.keys("dfl-\(bare[0])", bare[1], "third")
    let named = labels.named(as: documents)
    #expect(named.byName[DocumentName("dfl-\(bare[0])")] == .type("invoice"))
    #expect(named.byName[DocumentName(bare[1])] == .unmatched)
    #expect(named.count == 3)
    #expect(try named.check(documents)?.contains("1 label of documents") == true)
    #expect(named.unansweredTypes(["letter"], of: documents)?.contains("1 label has") == true)
  }

  @Test func acceptsAnyTypeWithoutRules() throws {
    #expect(try labels("file,type\na,bill\n", types: nil).byName["a"] == .type("bill"))
  }

  @Test(arguments: [
    ("", "line 1, column 1: expected the header file,type, found no text"),
    ("file,type\n", "line 1, column 1: there are no labels after the header"),
    (
      "File,Type\na,b\n",
      "line 1, column 1: the header is File,Type; it has to be file,type"
    ),
    ("a.pdf,invoice\n", "the header is a.pdf,invoice; it has to be file,type"),
    (
      "file;type\na;b\n",
      "the header is file;type; it has to be file,type, separated by commas and not by ;"
    ),
    ("file,type,file\n", "line 1, column 11: the header has the column file twice"),
    ("file,type\na,b,c\n", "line 2, column 5: the line has 3 fields and the header 2"),
    ("file,type\na\n", "line 2, column 1: the line has 1 field and the header 2"),
    ("file,type\n,invoice\n", "line 2, column 1: the name of the file is empty"),
    ("file,type\na,invoice\n./a,\n", "line 3, column 1: a has a label already, in line 2"),
    (
      "file,type\na,invoce\n",
      #"line 2, column 3: no rule has the type "invoce"; did you mean "invoice"?"#
    ),
    ("file,type\na,INVOICE\n", #"has the type "INVOICE"; did you mean "invoice"?"#),
    ("file,type\na, invoice \n", #"has the type " invoice "; did you mean "invoice"?"#),
    (
      "file,type\na,song\n",
      #"no rule has the type "song"; an empty type means that no rule matches"#
    ),
    ("file,type\na,\"inv\n", "line 2, column 3: this quote is not closed"),
  ])
  func tellsLineAndColumnOfFault(text: String, message: String) {
    let error = #expect(throws: CommandFailure.self) { try labels(text) }
    let description = error?.description ?? ""
    #expect(description.hasPrefix("labels.csv, line "), "\(description)")
    #expect(description.contains(message), "\(description)")
  }

  @Test func tellsAllFaultsAtOnce() {
    let error = #expect(throws: CommandFailure.self) {
      try labels("file,type\na\n,invoice\nb,invoice\nc,song\nd,\"invoice\n")
    }
    let lines = (error?.description ?? "").split(separator: "\n").map(String.init)
    let starts = [
      "labels.csv has 4 faults:", "  line 2, column 1: the line has 1 field",
      "  line 3, column 1: the name of the file is empty",
      #"  line 5, column 3: no rule has the type "song""#,
      "  line 6, column 3: this quote is not closed",
    ]
    #expect(lines.count == starts.count, "\(lines)")
    for (line, start) in zip(lines, starts) { #expect(line.hasPrefix(start)) }
  }

  @Test(arguments: [(10, "has 10 faults:"), (11, "has more than 10 faults:"), (99, "more than 10")])
  func tellsAtMostTenFaults(count: Int, heading: String) {
    let error = #expect(throws: CommandFailure.self) {
      try labels("file,type\n" + String(repeating: "a\n", count: count))
    }
    let lines = (error?.description ?? "").split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines.first?.contains(heading) == true, "\(lines)")
  }

  @Test func findsTypesThatNoVersionAnswered() throws {
    let labels = try labels("file,type\na,bill\nb,invoice\nc,\nd,other\n", types: nil)
    #expect(labels.unansweredTypes(["invoice", "bill"], of: Self.keys("a", "b", "c")) == nil)
    #expect(
      labels.unansweredTypes(["invoice"], of: Self.keys("a", "b", "c"))
        == "labels.csv: 1 label has a type that no version answered, so both count as wrong: "
        + #""bill"; the types of the results are "invoice""#)
    #expect(
      labels.unansweredTypes(["Bill"], of: Self.keys("a"))?
        .contains(#""bill"; did you mean "Bill"? the types of the results are "Bill""#) == true)
    let message = labels.unansweredTypes([], of: Self.keys("a", "b", "d"))
    #expect(message?.contains("3 labels have types that") == true)
  }

  @Test func rejectsLabelsOfOtherDocuments() throws {
    let labels = try labels("file,type\na,invoice\nb,\n")
    #expect(throws: CommandFailure.self) { try labels.check(Self.keys("c")) }
    #expect(try labels.check(Self.keys("a", "b", "c")) == nil)
    let message = try labels.check(Self.keys("a"))
    #expect(
      message
        == "labels.csv: 1 label of documents that are not compared, the first is b in line 3")
  }
}
