// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct TypeRewriteTests {
  static let classifier = "llama_cloud.types.classifier"

  @Test(arguments: [
    // Names and modules change.
    (
      "from \(classifier) import ClassifierRuleParam\nr: ClassifierRuleParam = ClassifierRuleParam()\n",
      "from llama_cloud.types.classify_configuration_param import Rule\nr: Rule = Rule()\n"
    ),
    (
      "from \(classifier).classify_job import ClassifyJob\ndef f(job: ClassifyJob): pass\n",
      "from llama_cloud.types import ClassifyGetResponse\ndef f(job: ClassifyGetResponse): pass\n"
    ),
    // Several modules.
    (
      """
      from \(classifier) import (
          ClassifierRuleParam,
          ClassifyJob,
      )
      x: ClassifierRuleParam
      y: ClassifyJob

      """,
      """
      from llama_cloud.types.classify_configuration_param import Rule
      from llama_cloud.types import ClassifyGetResponse
      x: Rule
      y: ClassifyGetResponse

      """
    ),
    // One module keeps its layout; two v1 types can be one of v2.
    (
      """
      from \(classifier) import (
          ClassifyJob,  # a job
          JobGetResultsResponse,
      )
      x: ClassifyJob
      y: JobGetResultsResponse

      """,
      """
      from llama_cloud.types import (
          ClassifyGetResponse,  # a job
      )
      x: ClassifyGetResponse
      y: ClassifyGetResponse

      """
    ),
    // What is not used goes, with its line; a body keeps a statement.
    (
      "import os\nfrom \(classifier) import ClassifyJob\nprint(1)\n", "import os\nprint(1)\n"
    ),
    ("from \(classifier) import ClassifyJob\nprint(1)\n", "print(1)\n"),
    (
      "if True:\n    from \(classifier) import ClassifyJob\n", "if True:\n    pass\n"
    ),
    (
      "from \(classifier) import ClassifyJob, ClassifierRule\nx: ClassifierRule\n",
      "from llama_cloud.types.classify_configuration import Rule\nx: Rule\n"
    ),
    // The old name stays where it is exported, taken, or chosen.
    (
      "from \(classifier) import ClassifyJob\n__all__ = [\"ClassifyJob\"]\n",
      "from llama_cloud.types import ClassifyGetResponse as ClassifyJob\n__all__ = [\"ClassifyJob\"]\n"
    ),
    (
      "from \(classifier) import ClassifierRuleParam\nclass Rule: pass\nx: ClassifierRuleParam\n",
      "from llama_cloud.types.classify_configuration_param import Rule as ClassifierRuleParam\n"
        + "class Rule: pass\nx: ClassifierRuleParam\n"
    ),
    (
      "from \(classifier) import ClassifierRule as R\nx: R\n",
      "from llama_cloud.types.classify_configuration import Rule as R\nx: R\n"
    ),
    // Paths.
    (
      "import llama_cloud\nx: llama_cloud.types.classifier.ClassifyJob\n",
      "import llama_cloud\nx: llama_cloud.types.ClassifyGetResponse\n"
    ),
  ])
  func rewritesPython(before: String, after: String) throws {
    #expect(try TestMigration.result(before).text == after)
    #expect(try TestMigration.result(after).text == after)
  }

  @Test(arguments: [
    (
      "import { ClassifierRule, type ClassifyJob } from \"@llamaindex/llama-cloud/resources/classifier/jobs\";\n"
        + "let a: ClassifierRule[]; let b: ClassifyJob;\n",
      "import { ClassifyConfiguration, type ClassifyGetResponse } from "
        + "\"@llamaindex/llama-cloud/resources/classify\";\n"
        + "let a: ClassifyConfiguration.Rule[]; let b: ClassifyGetResponse;\n"
    ),
    (
      "import LlamaCloud from '@llamaindex/llama-cloud';\n"
        + "let a: LlamaCloud.Classifier.ClassifierRule; let b: LlamaCloud.Classifier.ClassifyJob;\n",
      "import LlamaCloud from '@llamaindex/llama-cloud';\n"
        + "let a: LlamaCloud.ClassifyConfiguration.Rule; let b: LlamaCloud.ClassifyGetResponse;\n"
    ),
  ])
  func rewritesTypeScript(before: String, after: String) throws {
    #expect(try TestMigration.result(before, path: "a.ts").text == after)
    #expect(try TestMigration.result(after, path: "a.ts").text == after)
  }

  @Test func keepsNamesThatOtherFilesImport() throws {
    let plans = try TestMigration.plans([
      "models.py": "from \(Self.classifier) import ClassifyJob\nx: ClassifyJob\n",
      "main.py": "from models import ClassifyJob\nx: ClassifyJob\n",
    ])
    let texts = plans.map { $0.newContent.map { String(decoding: $0, as: UTF8.self) } }
    #expect(
      texts == [
        nil, "from llama_cloud.types import ClassifyGetResponse as ClassifyJob\nx: ClassifyJob\n",
      ])
  }

  /// v1 types of two modules of v2, in an import that shares its line.
  @Test(arguments: [
    "if TYPE_CHECKING: from \(classifier) import ClassifyJob, ClassifierRule\n",
    "from \(classifier) import ClassifyJob, ClassifierRule; go()\n",
    "import os; from \(classifier) import ClassifyJob, ClassifierRule\n",
  ])
  func leavesImportsThatShareTheirLine(line: String) throws {
    let text = line + "x: ClassifyJob\ny: ClassifierRule\n"
    let result = try TestMigration.result(text)
    #expect(result.text == text)
    #expect(result.codes == [.typeWithoutCounterpart])
  }

  /// What is left of v1 keeps its type, so that it is found in every run.
  @Test(arguments: [
    (
      "a.py",
      "from \(classifier) import JobGetResultsResponse\n"
        + "def show(r: JobGetResultsResponse): return r.items[0].result\n"
    ),
    (
      "a.py",
      "import llama_cloud\ndef done(job: llama_cloud.types.classifier.ClassifyJob):\n"
        + "    return job.status == 'SUCCESS'\n"
    ),
    (
      "a.ts",
      "import type { ClassifyJob } from '@llamaindex/llama-cloud/resources/classifier/jobs';\n"
        + "export const pending = (j: ClassifyJob) => j.status === 'PENDING';\n"
    ),
  ])
  func keepsTypesOfUsesThatAreLeft(path: String, text: String) throws {
    let result = try TestMigration.result(text, path: path)
    #expect(result.text == text)
    #expect(result.codes == [.resultEscapes, .typeWithoutCounterpart])
  }

  @Test func keepsTypesOfCallsThatAreLeft() throws {
    let text = """
      from llama_cloud import LlamaCloud
      from \(Self.classifier) import ClassifierRuleParam, JobGetResultsResponse
      client = LlamaCloud()
      rules: list[ClassifierRuleParam] = []
      r: JobGetResultsResponse = client.classifier.classify(
          file_ids=[f], rules=rules, mode="MULTIMODAL")

      """
    let result = try TestMigration.result(text)
    #expect(result.text == text)
    #expect(result.codes == [.multimodal, .typeWithoutCounterpart])
  }

  @Test func takesTypesFromShim() throws {
    let before = """
      from llama_cloud import LlamaCloud
      from \(Self.classifier) import JobGetResultsResponse
      client = LlamaCloud()
      def show(response: JobGetResultsResponse): return response.items[0].result
      show(client.classifier.classify(file_ids=[f], rules=R))

      """
    let after = """
      from llama_cloud import LlamaCloud
      from classify_v2 import JobGetResultsResponse, classifier
      client = LlamaCloud()
      def show(response: JobGetResultsResponse): return response.items[0].result
      show(classifier(client).classify(file_ids=[f], rules=R))

      """
    let result = try TestMigration.result(before, style: .automatic)
    #expect(result.text == after)
    #expect(result.codes == [.shimClassifier, .importRewritten, .shimCall])
  }

  /// v1's parsing configurations count pages from 0, and so does what the shim takes.
  @Test func takesParsingTypesFromGeneratedFile() throws {
    let before = """
      from llama_cloud import LlamaCloud
      from llama_cloud.types import StatusEnum
      from \(Self.classifier) import ClassifyParsingConfiguration as P, ClassifyParsingConfigurationParam
      client = LlamaCloud()
      def f(ids, p: ClassifyParsingConfigurationParam, status: StatusEnum):
          return client.classifier.jobs.create(
              file_ids=ids, rules=R, parsing_configuration=p or P(target_pages=[0]))

      """
    let after = """
      from llama_cloud import LlamaCloud
      from llama_cloud.types import StatusEnum
      from classify_v2 import ClassifyParsingConfiguration as P, ClassifyParsingConfigurationParam, classifier
      client = LlamaCloud()
      def f(ids, p: ClassifyParsingConfigurationParam, status: StatusEnum):
          return classifier(client).jobs.create(
              file_ids=ids, rules=R, parsing_configuration=p or P(target_pages=[0]))

      """
    let result = try TestMigration.result(before, style: .automatic)
    #expect(result.text == after)
    #expect(result.codes == [.shimClassifier, .importRewritten, .shimCall])
  }

  /// v2's rules serve v2's calls and the shim.
  @Test func renamesRulesOfBothStyles() throws {
    let before = """
      from llama_cloud import LlamaCloud
      from \(Self.classifier) import ClassifierRule
      client = LlamaCloud()
      rules: list[ClassifierRule] = load()
      client.classifier.classify(file_ids=ids, rules=rules)
      client.classifier.classify(file_ids=[f], rules=rules)

      """
    let after = """
      from llama_cloud import LlamaCloud
      from classify_v2 import classifier
      from llama_cloud.types.classify_configuration import Rule
      client = LlamaCloud()
      rules: list[Rule] = load()
      classifier(client).classify(file_ids=ids, rules=rules)
      client.classify.run(file_input=f, configuration={"rules": rules, \
      "parsing_configuration": {"max_pages": 5}})

      """
    #expect(try TestMigration.result(before, style: .automatic).text == after)
  }

  @Test(arguments: ["JobCreateParams", "WebhookConfiguration"])
  func leavesTypesThatTheGeneratedFileLacks(name: String) throws {
    let text = """
      from llama_cloud import LlamaCloud
      from \(Self.classifier) import \(name)
      client = LlamaCloud()
      def f(value: \(name)): return value
      client.classifier.classify(file_ids=ids, rules=R)

      """
    let result = try TestMigration.result(text, style: .automatic)
    #expect(result.text.contains("from \(Self.classifier) import \(name)\n"))
    #expect(result.codes.contains(.typeWithoutCounterpart))
  }

  @Test func takesTypesOfOtherFilesFromGeneratedFile() throws {
    let plans = try TestMigration.plans(
      [
        "main.py": "from llama_cloud import LlamaCloud\nfrom show import show\n"
          + "show(LlamaCloud().classifier.classify(file_ids=[f], rules=R))\n",
        "show.py": "from \(Self.classifier) import JobGetResultsResponse\n"
          + "def show(r: JobGetResultsResponse): return r.items\n",
      ], style: .automatic)
    #expect(
      plans.last?.newContent.map { String(decoding: $0, as: UTF8.self) }
        == "from classify_v2 import JobGetResultsResponse\n"
        + "def show(r: JobGetResultsResponse): return r.items\n")
  }

  @Test(arguments: [
    "from \(classifier) import JobCreateParams\nx = JobCreateParams(file_ids=[a], rules=R)\n",
    "from llama_cloud.types import classifier\nx: classifier.ClassifyJob\n",
  ])
  func leavesDecisions(text: String) throws {
    let result = try TestMigration.result(text)
    #expect(result.text == text)
    #expect(result.codes.contains(.typeWithoutCounterpart))
  }
}
