// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct GroupDraftsTests {
  private static let head = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
  private static let create =
    "def start(ids):\n    return client.classifier.jobs.create(file_ids=ids, rules=[]).id\n"
  private static let unserved =
    "def start(ids):\n    return client.classifier.jobs.create(file_ids=ids, **options).id\n"
  private static let read =
    "def show(id):\n    return client.classifier.jobs.get_results(id).items\n"
  private static let list = "def all():\n    return list(client.classifier.jobs.list())\n"

  private func plans(_ files: [String: String]) throws -> [FilePlan] {
    try TestMigration.plans(files, style: .automatic)
  }

  // MARK: Jobs

  @Test(arguments: [
    ["a.py": head + create + read + list], ["a.py": head + unserved + read],
    ["a.py": head + unserved, "b.py": head + read],
    ["a.py": head + create + list, "b.py": head + read],
    // What reads the jobs is left.
    ["a.py": head + create, "b.py": head + "client.classifier.jobs.get(id, **options)\n"],
  ])
  func leavesCallsOfOneJobTogether(_ files: [String: String]) throws {
    let plans = try plans(files)
    for plan in plans { #expect(plan.newContent == nil, "\(plan.path)") }
    #expect(plans.flatMap(\.findings).contains { $0.code == .storedJobID })
    #expect(DependencyNeed(plans, usesV2: false).hasRest)
  }

  @Test func namesTheCallThatIsLeft() throws {
    let plans = try plans(["a.py": Self.head + Self.unserved, "b.py": Self.head + Self.read])
    let finding = try #require(plans.last?.findings.first)
    #expect(
      finding.message == "get_results is not edited: create in a.py:4 stays v1, and neither version"
        + " finds the other's jobs")
  }

  /// Nothing reads the jobs, or the jobs that are read are the function's own.
  @Test(arguments: [
    create,
    "def f(x):\n    job = client.classifier.jobs.create(file_ids=[x], rules=[])\n"
      + "    return client.classifier.jobs.get_results(job.id).items[0].result.type\n",
  ])
  func migratesCallsOfOtherJobs(_ code: String) throws {
    let plans = try plans(["a.py": Self.head + Self.unserved, "b.py": Self.head + code])
    #expect(plans.last?.newContent != nil)
    #expect(plans.last?.findings.contains { $0.code == .oldJobs } == false)
  }

  @Test func reportsJobsOfV1ThatAreRead() throws {
    let plan = try #require(try plans(["a.py": Self.head + Self.create + Self.read]).first)
    #expect(plan.newContent != nil)
    let finding = try #require(plan.findings.first { $0.code == .oldJobs })
    #expect(finding.message.contains("(lines 4, 6)"))
    #expect(!DependencyNeed.keepsV1(finding))
  }

  // MARK: Types

  private static let python = """
    from llama_cloud import LlamaCloud
    from llama_cloud.types.classifier import ClassifyParsingConfigurationParam
    client = LlamaCloud()
    FIRST: ClassifyParsingConfigurationParam = {"lang": "en", "target_pages": [0, 1]}
    def one(id):
        return client.classifier.classify(file_ids=[id], rules=[], parsing_configuration=FIRST).items[0].result
    def f(ids):
        return client.classifier.classify(file_ids=ids, rules=[]).items

    """

  private static let script = """
    import LlamaCloud from '@llamaindex/llama-cloud'
    import type { ClassifyParsingConfiguration } from '@llamaindex/llama-cloud/resources/classifier'
    const client = new LlamaCloud()
    const FIRST: ClassifyParsingConfiguration = { target_pages: [0, 1] }
    export async function one(id: string) {
      const r = await client.classifier.classify({ file_ids: [id], rules: [], parsing_configuration: FIRST })
      return r.items[0]?.result
    }
    export const many = async (ids: string[]) => (await client.classifier.classify({ file_ids: ids, rules: [] })).items

    """

  @Test(arguments: [
    (
      "a.py", python, "from classify_v2 import ClassifyParsingConfigurationParam, classifier",
      #""target_pages": [0, 1]"#
    ),
    (
      "a.ts", script, "import type { ClassifyParsingConfiguration } from './classifyV2'",
      "target_pages: [0, 1]"
    ),
  ])
  func servesAllCallsOfATypeByTheShim(
    path: String, before: String, line: String, pages: String
  ) throws {
    let first = try TestMigration.result(before, path: path, style: .automatic)
    #expect(first.text.contains(line) && first.text.contains(pages))
    #expect(!first.text.contains("classify.run"))
    #expect(!first.codes.contains(.typeWithoutCounterpart))
    let second = try TestMigration.result(first.text, path: path, style: .automatic)
    #expect(second.text == first.text && second.codes == [])
  }

  /// The calls are an earlier run's, so that the type can be v2's or the shim's.
  @Test func leavesTypeBesideTheShim() throws {
    let text = """
      from llama_cloud import LlamaCloud
      from llama_cloud.types.classifier import JobGetResultsResponse
      from classify_v2 import classifier
      client = LlamaCloud()
      r: JobGetResultsResponse = classifier(client).jobs.get_results(id)

      """
    let shim = ShimFile.text(kind: .python, parts: [.classifier])
    let plans = try plans(["a.py": text, "classify_v2.py": shim])
    let plan = try #require(plans.first { $0.path == FilePath("a.py") })
    #expect(plan.newContent == nil)
    #expect(Set(plan.findings.map(\.code)) == [.typeWithoutCounterpart])
  }

  // MARK: Reasons

  @Test func saysWhyTheShimServesOneFile() throws {
    let call = "r = client.classifier.classify(file_ids=[f], rules=[])\nuse(r.items)\n"
    let plan = try #require(try plans(["a.py": Self.head + call]).first)
    #expect(
      plan.findings.first?.message.hasSuffix(
        ", since line 4 uses v1's result in another way than as that of one file") == true)
  }

  @Test func keepsRemarkOnTimeoutOfCallThatTheShimServes() throws {
    let text = """
      import LlamaCloud from '@llamaindex/llama-cloud';
      const client = new LlamaCloud();
      const r = await client.classifier.classify({ file_ids: ids, rules }, { timeout: 300_000 });

      """
    let result = try TestMigration.result(text, path: "a.ts", style: .automatic)
    #expect(result.text.contains("classifier(client)"))
    #expect(result.codes == [.shimClassifier, .timeoutUnit])
  }

  /// Another file has the same name for something that may be v1's.
  @Test func namesTheFileThatIsSureToUseAClassifier() throws {
    let base = "class Base:\n    def __init__(self):\n        self.c = client.classifier\n"
    let plans = try plans([
      "a.py": Self.head + base,
      "b.py": "def go(x):\n    x.unknown.c.classify(file_ids=f, rules=r)\n",
      "c.py": "from a import Base\nclass W(Base):\n    def go(self):\n"
        + "        self.c.classify(file_ids=[f], rules=R)\n",
    ])
    let messages = plans.flatMap(\.findings).map(\.message)
    #expect(messages.contains { $0.hasPrefix("c.py uses c ") })
  }
}
