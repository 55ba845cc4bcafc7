// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Testing

@testable import ClassifyCodemod

@Suite struct ReportTests {
  /// `é = c(x)` with the call rewritten, a decision in the second line, and a shim.
  private static let plan: MigrationPlan = {
    let text = SourceText("é = c(x)\nmode\n")
    let edit = Edit(5..<9, "d(x)")
    var edits = EditSet()
    edits.add(edit)
    let proof = ProofStep(
      "c is a LlamaCloud", path: FilePath("b.py"), location: SourceLocation(line: 3, column: 1))
    var file = FilePlan(
      path: FilePath("a b/ü.py"), language: .python, text: text,
      findings: [
        Finding(.shimClassifier, at: 5..<9, "a | b", proof: [proof], edits: [edit]),
        Finding(.multimodal, at: 10..<14, "v2 has no MULTIMODAL", note: .modeMultimodal),
      ], edits: edits, shims: [FilePath("z.py")])
    file.ignored = [Finding(.comment, at: 10..<14, "this comment shows v1")]
    return MigrationPlan(
      files: [
        file,
        FilePlan(
          path: FilePath("c.py"), language: nil, text: nil,
          findings: [Finding(.notReadable, at: 0..<0, "can't read c.py")]),
        FilePlan(
          path: FilePath("z.py"), language: .python, text: nil, findings: [], generated: "z\n"),
      ], fileCount: 7)
  }()

  @Test func writesPatch() {
    #expect(
      DiffReport(Self.plan).render() == """
        diff --git a/a b/ü.py b/a b/ü.py
        --- a/a b/ü.py\t
        +++ b/a b/ü.py\t
        @@ -1,2 +1,2 @@
        -é = c(x)
        +é = d(x)
         mode
        diff --git a/z.py b/z.py
        new file mode 100644
        --- /dev/null
        +++ b/z.py
        @@ -0,0 +1 @@
        +z

        """)
  }

  @Test(arguments: [
    ("a/b c", "a/b c"), ("a/ü", "a/ü"), ("a/\"", "\"a/\\\"\""), ("a/\t", "\"a/\\t\""),
    ("a/\\", "\"a/\\\\\""), ("a/\u{01}", "\"a/\\001\""), ("a/\u{7F}", "\"a/\\177\""),
  ])
  func quotesNamesAsGit(name: String, quoted: String) {
    #expect(DiffReport.name(name) == quoted)
  }

  @Test func writesJSON() throws {
    let value = try JSONValue(json: Array(JSONReport(Self.plan).render().utf8))
    #expect(value["version"] == 1)
    #expect(value["written"] == false)
    #expect(value["exitCode"] == 1)
    #expect(
      value["summary"] == [
        "files": 7, "changed": 2, "rewrite": 0, "shim": 1, "decision": 1, "blocked": 0,
        "unreadable": 1, "ignored": 1, "unwritten": 0,
      ])
    let file = try #require(value["files"]?[0])
    #expect(file["path"] == "a b/ü.py")
    #expect(file["language"] == "python")
    #expect(file["added"] == 1)
    #expect(file["deleted"] == 1)
    let finding = try #require(file["findings"]?[0])
    #expect(finding["code"] == "shim.classifier")
    #expect(finding["kind"] == "shim")
    // The column counts é, which has two bytes, once.
    #expect(finding["start"] == ["line": 1, "column": 5, "byte": 5])
    #expect(finding["end"] == ["line": 1, "column": 9, "byte": 9])
    #expect(
      finding["proof"]
        == [["text": "c is a LlamaCloud", "path": "b.py", "line": 3, "column": 1]])
    #expect(finding["edits"]?[0]?["replacement"] == "d(x)")
    #expect(file["findings"]?[1]?["note"] == "mode.multimodal")
    #expect(file["ignored"]?[0]?["code"] == "decide.comment")
    #expect(file["ignored"]?[1] == nil)
    #expect(value["files"]?[1]?["findings"]?[0]?["start"] == nil)
    #expect(value["files"]?[2]?["content"] == "z\n")
  }

  @Test func writesSARIF() throws {
    let text = SARIFReport(Self.plan, toolVersion: "1.2.3").render()
    let log = try JSONValue(json: Array(text.utf8))
    #expect(log["version"] == "2.1.0")
    let run = try #require(log["runs"]?[0])
    #expect(run["columnKind"] == "unicodeCodePoints")
    #expect(run["invocations"]?[0]?["executionSuccessful"] == false)
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["semanticVersion"] == "1.2.3")
    let rules = try #require(driver["rules"]?.array)
    #expect(rules.compactMap { $0["id"]?.string } == FindingCode.allCases.map(\.rawValue))
    let help = rules.first { $0["id"] == "decide.pageLimitInvalid" }?["help"]?["text"]
    #expect(help == "Page limit below 1. Remove the limit, or write 1 or more.")
    let results = try #require(run["results"]?.array)
    #expect(results.compactMap { $0["level"]?.string } == ["note", "warning", "error"])
    for result in results {
      let index = try #require(result["ruleIndex"]?.integer)
      #expect(rules[index]["id"] == result["ruleId"])
    }
    let place = try #require(results[0]["locations"]?[0]?["physicalLocation"])
    #expect(place["artifactLocation"]?["uri"] == "a%20b/%C3%BC.py")
    #expect(
      place["region"] == [
        "startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 9, "byteOffset": 5,
        "byteLength": 4,
      ])
    let changes = try #require(results[0]["fixes"]?[0]?["artifactChanges"]?.array)
    #expect(
      changes.compactMap { $0["artifactLocation"]?["uri"]?.string } == ["a%20b/%C3%BC.py", "z.py"])
    #expect(changes[0]["replacements"]?[0]?["insertedContent"]?["text"] == "d(x)")
    #expect(changes[1]["replacements"]?[0]?["deletedRegion"]?["byteLength"] == 0)
    #expect(results[1]["fixes"] == nil)
    #expect(results[1]["properties"]?["note"] == "mode.multimodal")
    // A file that was not read has no region.
    #expect(results[2]["locations"]?[0]?["physicalLocation"]?["region"] == nil)
  }

  @Test func writesMarkdown() {
    let text = MarkdownReport(Self.plan).render()
    #expect(text.contains("1 file to change, 1 to generate, 7 files read."))
    #expect(text.contains("| Ignored | 1 |"))
    #expect(text.contains("| Served by a shim | 1 |"))
    #expect(text.contains("| `a b/ü.py:2` | `decide.multimodal` | v2 has no MULTIMODAL |"))
    #expect(text.contains("| `a b/ü.py` | +1 −1 | `shim.classifier` |"))
    #expect(text.contains("| `z.py` | +1 −0 | generated |"))
    #expect(text.contains("```diff\ndiff --git"))
    #expect(text.hasSuffix("```\n\n</details>\n"))
    #expect(!text.contains("diff --git a/z.py"), "nobody reviews a shim in a comment")
    #expect(
      MarkdownReport(Self.plan, isWritten: true).render().contains("1 file changed, 1 generated"))
  }

  /// What a terminal obeys is replaced; the patch itself keeps it.
  @Test func writesMarkdownWithoutControlCharacters() {
    var edits = EditSet()
    edits.add(Edit(0..<3, "new"))
    let plan = MigrationPlan(
      files: [
        FilePlan(
          path: FilePath("a\u{07}.py"), language: .python, text: SourceText("old \u{1B}[31m\n"),
          findings: [
            Finding(.callRewritten, at: 0..<3, "a message", edits: edits.edits),
            Finding(.webhook, at: 0..<3, "\u{1B}]0;a\u{07}\u{9B}1m\u{202E}b\r\nc"),
          ], edits: edits)
      ], fileCount: 1)
    let page = MarkdownReport(plan).render()
    let controls = page.unicodeScalars.filter { scalar in
      scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
    }
    #expect(controls.isEmpty)
    #expect(page.contains("\u{FFFD}\\]0;a\u{FFFD}\u{FFFD}1m\u{FFFD}b c"))
    #expect(page.contains("`a\u{FFFD}.py:1`"))
    #expect(DiffReport(plan).render().contains("\u{1B}[31m"))
  }

  @Test func namesAssumedClientsThatNothingNeeds() async throws {
    let text = """
      import llama_cloud
      def f(llama):
          return llama.classifier.classify(file_ids=["f"], rules=[], mode="FAST")

      """
    var options = MigrationOptions()
    options.assumedClients = ["llama", "self.llama"]
    let plan = try await Migrator(tree: MemoryFiles(["a.py": text]), options: options).plan()
    #expect(plan.unusedClients(of: options.assumedClients) == ["self.llama"])
  }

  @Test func groupsFindingsThatSayTheSame() async throws {
    let text = """
      import llama_cloud
      def f(llama):
          return llama.classifier.classify(file_ids=["f"], rules=[], mode="FAST")
      def g(llama):
          return llama.classifier.classify(file_ids=["f"], rules=[], mode="FAST")

      """
    let plan = try await Migrator(tree: MemoryFiles(["a.py": text])).plan()
    #expect(plan.groups(of: .decision).map(\.members.count) == [2])
    #expect(plan.probableClients == ["llama"])
    #expect(MarkdownReport(plan).render().contains("| `a.py:3`<br>`a.py:5` | `decide.probable` |"))
  }

  /// Ranges of findings in one file, and the places that these are.
  @Test(
    arguments: [
      (
        [(.callRewritten, 0..<20), (.pageLimitWritten, 0..<20), (.resultRewritten, 30..<40)],
        [.rewrite]
      ),
      // Two decisions about one call, and one of another call.
      (
        [(.multimodal, 0..<20), (.pagesInvalid, 5..<9), (.fileCount, 20..<30)],
        [.decision, .decision]
      ),
      ([(.callRewritten, 0..<20), (.timeoutUnit, 10..<20)], [.decision]),
      ([(.resultRewritten, 0..<30), (.callRewritten, 5..<20)], [.rewrite]),
      (
        [(.callRewritten, 0..<9), (.callRewritten, 10..<19), (.statusRewritten, 20..<29)],
        [.rewrite, .rewrite]
      ),
      ([(.shimClassifier, 0..<9), (.shimCall, 20..<29)], [.shim]),
      ([(.otherProducts, 0..<9), (.shimServices, 0..<9)], [.blocked]),
      ([(.notWritable, 0..<0), (.comment, 0..<9)], [.unreadable, .decision]),
    ] as [([(FindingCode, ByteRange)], [FindingKind])])
  func countsPlacesOnce(findings: [(FindingCode, ByteRange)], kinds: [FindingKind]) {
    let plan = MigrationPlan(
      files: [
        FilePlan(
          path: FilePath("a.py"), language: .python, text: nil,
          findings: findings.map { Finding($0.0, at: $0.1, "a message") })
      ], fileCount: 1)
    for kind in FindingKind.allCases {
      #expect(plan.placeCount(of: kind) == kinds.count { $0 == kind })
    }
  }

  @Test func hasOnlyCountsWithoutFindings() {
    let plan = MigrationPlan(files: [], fileCount: 2)
    #expect(DiffReport(plan).render().isEmpty)
    #expect(
      MarkdownReport(plan).render()
        == "## Migration to Classify v2\n\n2 files read: nothing to migrate.\n")
    #expect(JSONReport(plan).render().contains("\"exitCode\": 0"))
  }
}
