// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Kinds of sites")
struct SiteKindTests {
  private static let head = "from llama_cloud import LlamaCloud\nc = LlamaCloud()\n"

  @Test(arguments: [
    (
      "jobs = c.classifier.jobs\njobs.get(i)",
      ["reference jobs c.classifier.jobs", "python.get jobs.get"]
    ),
    (
      "k = c.classifier\nk.classify(file_ids=a, rules=b)\nrun(k)",
      ["reference classifier c.classifier", "python.classify k.classify", "reference classifier k"]
    ),
    ("run(c.classifier)", ["reference classifier c.classifier"]),
    ("partial(c.classifier.classify, rules=R)", ["reference classify c.classifier.classify"]),
    (
      "c.classifier.with_raw_response.classify(file_ids=a, rules=b)",
      ["reference classifier c.classifier"]
    ),
    (
      "c.with_raw_response.classifier.classify(file_ids=a, rules=b)",
      ["reference classifier c.with_raw_response.classifier"]
    ),
    ("c.classifier.jobs.list()  # next", ["python.list c.classifier.jobs.list"]),
    (
      "c.classifier.jobs.get(i)\n# target_pages=[1]\n# mode='MULTIMODAL'\n\n# other",
      ["python.get c.classifier.jobs.get", "comment # target_pages=[1]\n# mode='MULTIMODAL'"]
    ),
    ("c.classifier.classify = AsyncMock()", ["fake c.classifier.classify"]),
    ("patch('app.c.classifier.classify')", ["fake 'app.c.classifier.classify'"]),
    ("class FakeJobs:\n    def create(self, *, file_ids, rules): ...", ["fake create"]),
    ("httpx.post(f'{B}/api/v1/classifier/jobs')", ["string f'{B}/api/v1/classifier/jobs'"]),
    (
      "HELP = 'client.classifier.classify(file_ids=[…])'",
      ["string 'client.classifier.classify(file_ids=[…])'"]
    ),
    ("# target_pages=[1] in other code", []),
  ])
  func findsSites(_ body: String, _ sites: [String]) {
    #expect(TestProject(python: Self.head + body + "\n").sites() == sites)
  }

  @Test func findsServices() {
    let project = TestProject(
      python: """
        from llama_cloud import ClassifierRule, StatusEnum
        from llama_cloud.client import AsyncLlamaCloud
        from llama_cloud_services.beta.classifier import ClassifyClient as C
        def make() -> C:
            return C(AsyncLlamaCloud(token=t))
        async def run(c: Annotated[C, Resource(make)]):
            return await c.aclassify_file_path([ClassifierRule(type="a", description="b")], p)
        C.from_api_key(k).classify_file_ids(R, ids)
        """)
    #expect(
      project.sites() == [
        "import ClassifierRule rule", "import StatusEnum status",
        "import ClassifyClient classifier",
        "type classifier C", "services.makeClassifier async C", "type classifier C",
        "services.classifyFiles async c.aclassify_file_path", "type rule ClassifierRule",
        "services.makeClassifier C.from_api_key",
        "services.classify C.from_api_key(k).classify_file_ids",
      ])
  }

  @Test func sharedTypesAloneAreNoSites() {
    let project = TestProject(python: "from llama_cloud.types import StatusEnum\nx: StatusEnum\n")
    #expect(project.sites() == [])
  }

  @Test func splitsReceivers() {
    let project = TestProject(python: Self.head + "c.classifier.jobs.get(i)\n")
    let call = project.calls().first
    let text = project.file("main.py").text
    #expect(call?.client.map { text[$0.range] } == "c")
    #expect(call?.classifier.map { text[$0.range] } == "c.classifier")
  }

  @Test func findsTypesInQuotes() {
    let project = TestProject(
      python: """
        from llama_cloud.types.classifier import ClassifyJob
        def f(a: "list[ClassifyJob] | None"): ...
        """)
    #expect(project.sites() == ["import ClassifyJob job", "type job ClassifyJob"])
  }

  @Test func namespacesHoldTypes() {
    let project = TestProject(
      script: "import LlamaCloud from 'llama-cloud';\n"
        + "const r: LlamaCloud.Classifier.ClassifierRule[] = [];\n"
        + "let i: LlamaCloud.Classifier.JobGetResultsResponse.Item;\n")
    #expect(
      project.sites("main.ts") == [
        "type rule LlamaCloud.Classifier.ClassifierRule",
        "type item LlamaCloud.Classifier.JobGetResultsResponse.Item",
      ])
  }

  /// The verifier asks about a text that the project does not have.
  @Test func readsTheGivenText() throws {
    let project = TestProject(python: Self.head + "c.classifier.jobs.get(i)\n")
    let new = try #require(TestProject.file("main.py", Self.head + "c.classify.get(i)\n"))
    #expect(project.names.sites(in: new).isEmpty)
    #expect(project.sites().count == 1)
  }
}
