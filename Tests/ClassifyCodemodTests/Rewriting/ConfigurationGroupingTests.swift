// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ConfigurationGroupingTests {
  @Test(arguments: [
    // Code in arguments runs in its old order.
    (
      "classify(rules=load(), file_ids=[upload().id])",
      "run(configuration={\"rules\": load(), \"parsing_configuration\": {\"max_pages\": 5}}, "
        + "file_input=upload().id)"
    ),
    (
      "classify(rules=(R := load()), file_ids=[R.id], mode='FAST')",
      "run(configuration={'rules': (R := load()), 'mode': 'FAST', "
        + "'parsing_configuration': {'max_pages': 5}}, file_input=R.id)"
    ),
    (
      "classify(project_id=p(), rules=R(), file_ids=[f], mode='FAST', timeout=t())",
      "run(project_id=p(), configuration={'rules': R(), 'mode': 'FAST', "
        + "'parsing_configuration': {'max_pages': 5}}, file_input=f, polling_timeout=t())"
    ),
    (
      "classify(project_id=p(), file_ids=[f()], rules=R())",
      "run(project_id=p(), file_input=f(), configuration={\"rules\": R(), "
        + "\"parsing_configuration\": {\"max_pages\": 5}})"
    ),
    (
      """
      classify(
          rules=load(),
          file_ids=[upload().id],
      )
      """,
      """
      run(
          configuration={
              "rules": load(),
              "parsing_configuration": {"max_pages": 5},
          },
          file_input=upload().id,
      )
      """
    ),
  ])
  func keepsOrderOfEvaluation(before: String, after: String) throws {
    #expect(try CallRewriteTests.rewrite("c.classifier.\(before)").text == "c.classify.\(after)")
  }

  /// The index of a name moves with it.
  @Test(arguments: [
    (
      "classify(rules=R, file_ids=ids)",
      "run(file_input=ids[0], configuration={\"rules\": R, "
        + "\"parsing_configuration\": {\"max_pages\": 5}})"
    ),
    (
      """
      classify(
          rules=R,
          file_ids=ids,
          mode="FAST",
      )
      """,
      """
      run(
          file_input=ids[0],
          configuration={
              "rules": R,
              "mode": "FAST",
              "parsing_configuration": {"max_pages": 5},
          },
      )
      """
    ),
  ])
  func movesIndexOfName(before: String, after: String) throws {
    let head = "from llama_cloud import LlamaCloud\nc = LlamaCloud()\nids = [f]\n"
    #expect(
      try TestMigration.result("\(head)c.classifier.\(before)\n").text
        == "\(head)c.classify.\(after)\n")
  }

  @Test func movesIndexOfNameInObject() throws {
    let head =
      "import LlamaCloud from '@llamaindex/llama-cloud';\nconst c = new LlamaCloud();\n"
      + "const ids = [f];\n"
    #expect(
      try TestMigration.result(
        "\(head)await c.classifier.classify({ rules, file_ids: ids });\n", path: "a.ts"
      ).text
        == "\(head)await c.classify.run({ file_input: ids[0], configuration: { rules, "
        + "parsing_configuration: { max_pages: 5 } } });\n")
  }

  @Test func leavesCallWhoseOrderWouldChange() {
    let error = #expect(throws: Refusal.self) {
      try CallRewriteTests.rewrite(
        "c.classifier.classify(rules=R(), file_ids=[f()], parsing_configuration={'lang': l()})")
    }
    #expect(error?.code == .unclearSyntax)
  }
}
