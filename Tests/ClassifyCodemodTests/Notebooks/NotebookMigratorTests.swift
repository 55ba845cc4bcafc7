// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct NotebookMigratorTests {
  private func plan(_ json: String) -> FilePlan {
    let file = SourceFile(path: FilePath("a/b.ipynb"), language: .notebook, text: SourceText(json))
    let project = Project(candidates: [file], paths: [file.path])
    let options = MigrationOptions()
    let context = MigrationContext(
      project: project, options: options,
      finder: ProjectNames(project: project, options: options))
    return Verifier.plan(
      for: NotebookMigrator().draft(for: file, in: context), of: file, in: context, frontEnd: nil)
  }

  /// A notebook with the usual indentation of one space.
  private func notebook(_ cells: [[String]]) -> String {
    let sources = cells.map { lines in
      let strings = lines.map { "    \"\(JSONSegmentReader.escaped($0))\"" }
      return """
          {
           "cell_type": "code",
           "execution_count": 1,
           "id": "a",
           "outputs": [{"text": ["client.classifier.classify(file_ids=[a])\\n"]}],
           "source": [
        \(strings.joined(separator: ",\n"))
           ]
          }
        """
    }
    return "{\n \"cells\": [\n\(sources.joined(separator: ",\n"))\n ],\n \"nbformat\": 4\n}\n"
  }

  @Test func rewritesCallsAcrossCells() throws {
    let before = [
      [
        "%pip install llama-cloud\n", "from llama_cloud import LlamaCloud\n",
        "client = LlamaCloud()",
      ],
      ["!ls\n", "r = client.classifier.classify(file_ids=[\"é\"], rules=RULES)\n"],
      ["print(r.items[0].result.type)"],
    ]
    let after = [
      before[0],
      [
        "!ls\n",
        "r = client.classify.run(file_input=\"é\", configuration={\"rules\": RULES, "
          + "\"parsing_configuration\": {\"max_pages\": 5}})\n",
      ],
      ["print(r.result.type)"],
    ]
    let plan = plan(notebook(before))
    let new = try #require(plan.newContent)
    #expect(String(decoding: new, as: UTF8.self) == notebook(after))
    let lines = plan.findings.flatMap(\.proof).map(\.location.line)
    // The import and the client, in the lines of the notebook.
    #expect(lines.contains(10))
    #expect(lines.contains(11))
    #expect(self.plan(notebook(after)).edits.isEmpty)
  }

  @Test func keepsOneStringForEachLine() throws {
    let before = [
      [
        "from llama_cloud import LlamaCloud\n", "LlamaCloud().classifier.classify(\n",
        "    file_ids=[\"a\"],\n", "    rules=[],\n", ")\n",
      ]
    ]
    let after = [
      [
        "from llama_cloud import LlamaCloud\n", "LlamaCloud().classify.run(\n",
        "    file_input=\"a\",\n", "    configuration={\n", "        \"rules\": [],\n",
        "        \"parsing_configuration\": {\"max_pages\": 5},\n", "    },\n", ")\n",
      ]
    ]
    let new = try #require(plan(notebook(before)).newContent)
    #expect(String(decoding: new, as: UTF8.self) == notebook(after))
  }

  @Test func reportsCellsThatCannotBeRead() {
    let plan = plan(notebook([["from llama_cloud import LlamaCloud\n", "c.classifier.classify("]]))
    #expect(plan.findings.map(\.code) == [.unclearSyntax])
    #expect(plan.edits.isEmpty)
  }

  @Test func migratesShellCells() throws {
    let before = [
      [
        "%%bash\n",
        "curl -X POST \"$B/api/v1/classifier/jobs\" -d '{\"file_ids\": [\"a\"], \"rules\": []}'\n",
      ]
    ]
    let plan = plan(notebook(before))
    #expect(plan.findings.map(\.code.kind).contains(.rewrite))
    #expect(
      String(decoding: try #require(plan.newContent), as: UTF8.self).contains(
        "/api/v2/classify\\\""))
  }

  private static let imports = [
    "from llama_cloud import LlamaCloud\n", "client = LlamaCloud()\n",
  ]
  private static let call = "client.classifier.jobs.create(file_ids=[f], rules=R)\n"

  /// The lines that install packages, before and after.
  @Test(arguments: [
    ("%pip install llama-cloud==2.15.0", "%pip install llama-cloud~=2.19"),
    (
      "!pip install -q \"llama_cloud[x] >=1, <2.16\" httpx",
      "!pip install -q \"llama_cloud[x] ~=2.19\" httpx"
    ),
    (
      "! python3 -m pip install 'llama-cloud<2.16' && ls",
      "! python3 -m pip install 'llama-cloud~=2.19' && ls"
    ),
    ("!uv pip install llama-cloud==1.0 -U", "!uv pip install llama-cloud~=2.19 -U"),
    (
      "%pip install httpx==0.28 \\\n    llama-cloud==2.1",
      "%pip install httpx==0.28 \\\n    llama-cloud~=2.19"
    ),
  ])
  func editsPins(before: String, after: String) throws {
    let lines = { (line: String) in
      line.split(separator: "\n").map { "\($0)\n" } + Self.imports + [Self.call]
    }
    let plan = plan(notebook([lines(before)]))
    #expect(plan.findings.map(\.code).contains(.dependencyRewritten))
    let text = String(decoding: try #require(plan.newContent), as: UTF8.self)
    let first = notebook([lines(after)]).split(separator: "from llama_cloud")[0]
    #expect(text.hasPrefix(first))
    #expect(self.plan(text).edits.isEmpty)
  }

  @Test(arguments: [
    "%pip install llama-cloud", "%pip install llama-cloud>=2.1", "!echo pip install llama-cloud==1",
    "# %pip install llama-cloud==1", "!pip uninstall llama-cloud==1", "!ls && llama-cloud==1",
    "!pip install httpx && echo llama-cloud==1", "%pip install ./llama-cloud==1",
    "%pip install my-llama-cloud==1", "%pip install llama-cloud=={version}",
  ])
  func leavesOtherLines(line: String) {
    let plan = plan(notebook([["\(line)\n"] + Self.imports + [Self.call]]))
    #expect(plan.findings.contains { $0.code == .callRewritten })
    #expect(!plan.findings.contains { [.dependencyRewritten, .dependencyPin].contains($0.code) })
  }

  @Test func keepsPinThatCallsOfV1Need() {
    let lines = ["%pip install llama-cloud==2.15.0\n"] + Self.imports
    let left = "client.classifier.classify(file_ids=[g], rules=R, mode='MULTIMODAL')\n"
    let plans = [lines + [Self.call, left], lines + [left]].map { plan(notebook([$0])) }
    #expect(plans[0].findings.map(\.code).contains(.dependencyPin))
    // Nothing is edited that needs another version.
    #expect(plans[1].findings.map(\.code) == [.multimodal])
  }

  @Test func replacesServicesInPins() throws {
    let lines = [
      "!pip install llama-cloud-services==0.6.94 httpx\n",
      "from llama_cloud_services.beta.classifier.client import ClassifyClient\n",
      "ClassifyClient.from_api_key(k).classify_file_ids(R, ids)\n",
    ]
    let plan = plan(notebook([lines]))
    let text = String(decoding: try #require(plan.newContent), as: UTF8.self)
    #expect(text.contains("\"!pip install llama-cloud~=2.19 httpx\\n\""))
  }

  /// v1 in lines for IPython is reported.
  @Test(
    arguments: [
      ("!curl -X POST $BASE/api/v1/classifier/jobs -d @a.json", [.otherLanguage]),
      ("%time r = client.classifier.classify(file_ids=[f], rules=R)", [.unclearSyntax]),
      ("!curl $BASE/api/v2/classify  # classifier", []),
    ] as [(String, [FindingCode])])
  func reportsCommands(line: String, codes: [FindingCode]) {
    let plan = plan(notebook([["\(line)\n", "import llama_cloud\n"]]))
    #expect(plan.findings.map(\.code) == codes)
    #expect(plan.edits.isEmpty)
  }

  @Test func reportsCellsOfText() {
    let json = notebook([["Use `client.classifier.jobs.create` of LlamaCloud:\n"], ["x = 1\n"]])
    let plan = plan(json.replacing("\"code\"", with: "\"markdown\"", maxReplacements: 1))
    #expect(plan.findings.map(\.code) == [.documentation])
  }

  /// A line for IPython reads the result in v1's form.
  @Test(arguments: [
    "!echo {r.items}", "!echo $r", "%time print(r.items)", "x = !echo {r.items[0].result}",
  ])
  func keepsResultsThatCommandsRead(line: String) {
    let call = "r = client.classifier.classify(file_ids=[f], rules=R)\n"
    let before = Self.imports + [call]
    #expect(plan(notebook([before])).findings.contains { $0.code == .callRewritten })
    let plan = plan(notebook([before, [line]]))
    #expect(!plan.findings.contains { $0.code == .callRewritten })
    #expect(!plan.findings.isEmpty)
  }

  @Test func leavesOtherNotebooksAlone() {
    #expect(plan(notebook([["classifier.classify(text)\n"]])).findings.isEmpty)
    #expect(plan("{").findings.isEmpty)
  }
}
