// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct MarkdownMigratorTests {
  private func findings(_ markdown: String) -> [String] {
    let file = SourceFile(
      path: FilePath("a.md"), language: .markdown, text: SourceText(markdown))
    let project = Project(candidates: [file], paths: [])
    let context = MigrationContext(
      project: project, options: MigrationOptions(),
      finder: ProjectNames(project: project, options: MigrationOptions()))
    return MarkdownMigrator().draft(for: file, in: context).findings.map { finding in
      #expect(finding.code == .documentation)
      #expect(finding.edits.isEmpty)
      return file.text[finding.range]
    }
  }

  @Test func reportsEachBlockOnce() {
    let markdown = """
      LlamaCloud: `client.classifier.classify(file_ids=…)`

      ```python
      client.classifier.classify(file_ids=[a], rules=b)
      client.classifier.jobs.get(c)
      ```
      - a list
        ~~~sh
        curl "$BASE/api/v1/classifier/jobs"
        ```
        ~~~
      > ```
      > print("classifier")
      > ```
      """
    #expect(
      findings(markdown).map { $0.prefix { $0 != "\n" } } == ["```python", "~~~sh"])
  }

  @Test func reportsIndentedBlocks() {
    let markdown = """
      # LlamaCloud

          curl $BASE/api/v1/classifier/jobs

          echo done
      Text with
          client.classifier.jobs.get(c)

      \tclient.classifier.jobs.get(d)
      """
    #expect(
      findings(markdown) == [
        "curl $BASE/api/v1/classifier/jobs\n\n    echo done", "client.classifier.jobs.get(d)",
      ])
  }

  @Test(arguments: [
    "```\nclassifier.classify(text)\n```\nllama",
    "```\nclient.classifier.jobs.create()\n```\nanother vendor",
    "```\nclient.classify.run(file_input=a)  # LlamaCloud\n```",
    "classifier.jobs of llama",
  ])
  func leavesOtherTextAlone(markdown: String) {
    #expect(findings(markdown).isEmpty)
  }

  @Test(arguments: [
    ("```a\nb\n```\nc\n```\n", ["```a\nb\n```", "```\n"]),
    ("````\n```\n````", ["````\n```\n````"]),
    ("``` a`b\n", []), ("``\n", []),
    ("\u{FEFF}```\r\na\r\n```  \r\n", ["```\r\na\r\n```"]),
    ("> ~~~\n> a\n> ~~~\n", ["~~~\n> a\n> ~~~"]),
  ])
  func findsBlocks(markdown: String, expected: [String]) {
    let text = SourceText(markdown)
    #expect(MarkdownBlock.blocks(of: text).map { text[$0.range] } == expected)
  }
}
