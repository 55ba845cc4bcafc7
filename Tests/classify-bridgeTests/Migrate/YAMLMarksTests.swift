// SPDX-License-Identifier: Apache-2.0

#if CLI
import Testing

@testable import ClassifyCodemod
@testable import classify_bridge

@Suite struct YAMLMarksTests {
  /// The written text of all scalars with their names, in order.
  private func scalars(_ value: MarkedValue, _ text: SourceText, _ name: String = "") -> [String] {
    switch value.content {
    case .dictionary(let members):
      members.flatMap { scalars($0.value, text, text[$0.nameRange]) }
    case .list(let values): values.flatMap { scalars($0, text, name) }
    case .opaque: ["\(name)=?"]
    case .null, .boolean, .number, .text: ["\(name)=\(text[value.range])"]
    }
  }

  @Test(
    arguments: [
      ("a: b\nc: 'it''s' # x\n", ["a=b", "c='it''s'"]),
      ("a: \"b \\\" c\"\n\"d\": e f\n", ["a=\"b \\\" c\"", "\"d\"=e f"]),
      ("a:\n- b\n- [c, {d: e}, ]\nf:\n", ["a=b", "a=c", "d=e", "f="]),
      ("a: b\n  c\nd: |\n  x\n\n  y\ne: f\n", ["a=b\n  c", "d=|\n  x\n\n  y", "e=f"]),
      ("é: ü\nö: [ä, 1]\n", ["é=ü", "ö=ä", "ö=1"]),
      ("\u{FEFF}a: b\r\nc: d\r\n", ["a=b", "c=d"]),
      ("a: &x {b: c}\nd: *x\ne: f\n", ["b=c", "d=?", "e=f"]),
      ("a: !t b\nc: ~\n", ["a=b", "c=~"]),
    ])
  func keepsBytesOfScalars(yaml: String, expected: [String]) throws {
    let text = SourceText(yaml)
    let documents = try YAMLMarks.documents(of: text)
    #expect(documents.flatMap { scalars($0, text) } == expected)
  }

  @Test func readsAllDocuments() throws {
    let text = SourceText("a: 1\n---\n[b]\n")
    let documents = try YAMLMarks.documents(of: text)
    #expect(documents.map { text[$0.range] } == ["a: 1", "[b]"])
    #expect(documents.map(\.isBlock) == [true, false])
  }

  @Test(arguments: ["a: [", "a: b: c", "\"", "a: *b"])
  func rejectsInvalidText(yaml: String) {
    #expect(throws: (any Error).self) { try YAMLMarks.documents(of: SourceText(yaml)) }
  }

  @Test func tellsPlaceAndFirstLineOfFaults() {
    #expect(
      throws: DocumentFault(
        line: 2, column: 5, reason: "mapping values are not allowed in this context")
    ) {
      try YAMLMarks.documents(of: SourceText("# é\na: b: c\n"))
    }
  }

  @Test(
    arguments: [
      (
        "file_ids:\n  - abc\nrules:\n- type: a\n  description: >-\n    b\n\n    c\n# d\n"
          + "parsing_configuration:\n  lang: en\n  max_pages: null\n",
        "file_input: abc\nconfiguration:\n  rules:\n  - type: a\n    description: >-\n      b\n\n"
          + "      c\n  # d\n  parsing_configuration:\n    lang: en\n"
      ),
      (
        "jobs:\n  - file_ids: ['it''s']\n    mode: FAST  # m\n    rules: []\n",
        "jobs:\n  - file_input: 'it''s'\n    configuration:\n      mode: FAST  # m\n"
          + "      rules: []\n      parsing_configuration:\n        max_pages: 5\n"
      ),
      (
        "{file_ids: [x], rules: [{type: a, description: b}]}\n",
        "{file_input: x, configuration: {rules: [{type: a, description: b}], "
          + "parsing_configuration: {max_pages: 5}}}\n"
      ),
    ])
  func migratesBodies(before: String, after: String) throws {
    let text = SourceText(before)
    var edits = EditSet()
    let file = SourceFile(path: FilePath("a.yaml"), language: .yaml, text: text, tree: nil)
    let (project, options) = (Project(candidates: [file], paths: []), MigrationOptions())
    let context = MigrationContext(
      project: project, options: options,
      finder: ProjectNames(project: project, options: options))
    let draft = BodyMigrator(readYAML: { try YAMLMarks.documents(of: $0) })
      .draft(for: file, in: context)
    for finding in draft.findings {
      let fits = edits.add(finding.edits)
      #expect(fits)
    }
    #expect(String(decoding: edits.applied(to: text), as: UTF8.self) == after)
  }
}
#endif
