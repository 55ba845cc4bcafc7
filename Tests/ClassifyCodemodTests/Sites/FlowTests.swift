// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Uses of v1 values")
struct FlowTests {
  private static let head = "from llama_cloud import LlamaCloud\nc = LlamaCloud()\n"

  /// What follows `r = c.classifier.classify(…)`, its uses without the assignment, and the escape.
  @Test(arguments: [
    ("print(r.items[0].result.type)", ["results .items", "items [0]", "item .result"], nil),
    (
      "for i in r.items:\n    print(i.file_id)",
      ["results .items", "items for i", "item .file_id"], nil
    ),
    ("x = [i.result for i in r.items]", ["item .result", "results .items", "items for i"], nil),
    (
      "if r.items and r.items[0].result: pass",
      ["results .items", "items truth", "results .items", "items [0]", "item .result"], nil
    ),
    ("assert len(r.items) == 1", ["results .items", "items len()"], nil),
    (
      "a = r.items\nprint(a[-1].result)",
      ["results .items", "items assigned", "items [-1]", "item .result"], nil
    ),
    (
      "f = next(iter(r.items))\nf.result",
      ["item assigned", "items next()", "results .items", "items iter()", "item .result"], nil
    ),
    (
      "for n, i in enumerate(r.items):\n    i.result",
      ["results .items", "items enumerate()", "item .result"], nil
    ),
    (
      "for n, i in zip(ids, r.items):\n    i.result",
      ["results .items", "items zip()", "item .result"], nil
    ),
    (
      "by = {i.file_id: i for i in r.items}",
      ["item .file_id", "item passed", "results .items", "items for i"], "passed"
    ),
    ("save(r)", ["results passed"], "passed"),
    ("def len(x): ...\nlen(r.items)", ["results .items", "items passed"], "passed"),
    ("from m import sorted\nsorted(r.items)", ["results .items", "items passed"], "passed"),
    ("svc.list(r.items)", ["results .items", "items passed"], "passed"),
    ("print(r)", ["results passed"], "printed"),
    ("self.r = r", ["results assigned"], "stored"),
    ("r.model_dump()", ["results model_dump()"], "unclear"),
    (
      "def later():\n    return r.items[0].result",
      ["results .items", "items [0]", "item .result"], "captured"
    ),
  ])
  func followsResults(_ body: String, _ uses: [String], _ escape: String?) {
    let text = Self.head + "r = c.classifier.classify(file_ids=[f], rules=R)\n" + body + "\n"
    let project = TestProject(python: text)
    let flow = project.calls().first?.flow
    let file = project.file("main.py")
    #expect(flow?.uses.dropFirst().map { SiteText.line($0, file) } == uses)
    #expect(flow?.escape?.reason.rawValue == escape)
  }

  @Test func followsPollLoop() {
    let project = TestProject(
      python: Self.head + """
        def run(f):
            job = c.classifier.jobs.create(file_ids=[f], rules=R)
            while job.status == "PENDING":
                job = c.classifier.jobs.get(job.id)
            print(job.id)
            if job.status in ("SUCCESS", "PARTIAL_SUCCESS"):
                return c.classifier.jobs.get_results(job.id).items[0].result
        """)
    let file = project.file("main.py")
    let calls = project.calls()
    #expect(calls.map(\.operation) == [.create, .get, .results])
    #expect(calls.allSatisfy { $0.flow.escape == nil })
    #expect(
      calls.first?.flow.uses.map { SiteText.line($0, file) } == [
        "job assigned", "job .status", "jobStatus ==", "job .id", "jobID to get", "job .id",
        "jobID passed", "job .status", "jobStatus in", "job .id", "jobID to results",
      ])
    #expect(
      calls.last?.flow.uses.map { SiteText.line($0, file) } == [
        "results .items", "items [0]", "item .result",
      ])
  }

  @Test(arguments: [
    ("db.save(job.id)", "passed"), ("row['id'] = job.id", "stored"), ("return job.id", "returned"),
    ("print(job.status)", "printed"), ("job = other()\n    job.status", "none"),
    ("if a:\n        job = other()\n    job.status", "reassigned"),
  ])
  func tellsWhyJobsEscape(_ body: String, _ reason: String) {
    let project = TestProject(
      python: Self.head + "def run(f):\n    job = c.classifier.jobs.create(file_ids=[f], rules=R)\n"
        + "    \(body)\n")
    #expect(project.calls().first?.flow.escape?.reason.rawValue ?? "none" == reason)
  }

  @Test(arguments: [
    (
      "console.log(r.items[0]?.result?.type);", ["results .items", "items [0]", "item .result"], nil
    ),
    (
      "for (const i of r.items) { i.file_id; }",
      ["results .items", "items for i", "item .file_id"], nil
    ),
    ("r.items.map((i) => i.result);", ["results .items", "items map()", "item .result"], nil),
    (
      "const x = r.items.find((i) => i.file_id === f); x?.result;",
      ["results .items", "items find()", "item assigned", "item .file_id", "item .result"], nil
    ),
    (
      "const { items } = r; items[0].result;",
      ["results assigned", "items [0]", "item .result"], "unclear"
    ),
    ("return Response.json(r);", ["results passed"], "passed"),
  ])
  func followsScript(_ body: String, _ uses: [String], _ escape: String?) {
    let project = TestProject(
      script: "import LlamaCloud from 'llama-cloud';\nconst c = new LlamaCloud();\n"
        + "async function f() {\n  const r = await c.classifier.classify({ file_ids: [f], rules });\n  "
        + body + "\n}\n")
    let file = project.file("main.ts")
    let flow = project.calls("main.ts").first?.flow
    #expect(flow?.uses.dropFirst().map { SiteText.line($0, file) } == uses)
    #expect(flow?.escape?.reason.rawValue == escape)
  }

  @Test func findsUsesOfDeclaredValues() {
    let project = TestProject(
      python: """
        from llama_cloud.types.classifier import ClassifyJob
        def done(job: ClassifyJob) -> bool:
            return job.status == "SUCCESS"
        """)
    #expect(
      project.sites() == [
        "import ClassifyJob job", "type job ClassifyJob", "use job .status", "use jobStatus ==",
      ])
  }
}
