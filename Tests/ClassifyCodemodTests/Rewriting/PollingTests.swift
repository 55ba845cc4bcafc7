// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Loops that wait for jobs")
struct PollingTests {
  private static let head = """
    from llama_cloud import LlamaCloud
    import time
    client = LlamaCloud()
    jobs = client.classifier.jobs
    job = client.classifier.jobs.create(file_ids=["f"], rules=[])

    """
  private static let read = "client.classifier.jobs.get_results(job.id)"

  /// Code that waits for items: v1 has none until the job is finished.
  @Test(arguments: [
    "while not READ.items:\n    time.sleep(1)\n",
    "r = READ\nwhile len(r.items) == 0:\n    r = READ\n",
    "for _ in range(20):\n    r = READ\n    if r.items:\n        break\n",
    "for _ in range(20):\n    try:\n        i = READ.items[0]\n        break\n"
      + "    except IndexError:\n        time.sleep(1)\n",
    "found = None\nwhile found is None:\n    for i in READ.items:\n        found = i.result\n",
    "while (i := next(iter(READ.items), None)) is None:\n    time.sleep(1)\n",
    "time.sleep(60)\nr = READ\nif r.items:\n    print(r.items[0].result)\n",
    "try:\n    print(READ.items[0].result)\nexcept IndexError:\n    print('later')\n",
  ])
  func reportsPollingForItems(_ body: String) async throws {
    for style in MigrationOptions.Style.allCases {
      let plan = try await plan(Self.head.withoutAlias + body.read(Self.read), style)
      #expect(plan.files.allSatisfy { $0.edits.isEmpty })
      #expect(plan.files.flatMap(\.findings).contains { $0.code == .statusLogic })
    }
  }

  @Test(arguments: [
    "client.classifier.wait_for_completion(job.id)\nr = READ\nif r.items:\n    print(r.items[0].result)\n",
    "while job.status == \"PENDING\":\n    job = client.classifier.jobs.get(job.id)\n"
      + "print(READ.items[0].result)\n",
    "print(READ.items[0].result)\n",
  ])
  func rewritesReadingAfterTheEnd(_ body: String) async throws {
    let plan = try await plan(Self.head.withoutAlias + body.read(Self.read))
    #expect(plan.files.contains { !$0.edits.isEmpty })
  }

  /// A loop of v1, and v2's.
  @Test(arguments: [
    (
      "while job.status != \"SUCCESS\" and job.status != \"ERROR\":",
      "while job.status != \"COMPLETED\" and job.status != \"FAILED\""
        + " and job.status != \"CANCELLED\":"
    ),
    (
      "while not (job.status == 'SUCCESS' or job.status == 'ERROR') and n < 9:",
      "while not (job.status == 'COMPLETED' or job.status == 'FAILED'"
        + " or job.status == 'CANCELLED') and n < 9:"
    ),
    (
      "while job.status != 'SUCCESS':\n    if job.status == 'ERROR':\n        raise E()",
      "while job.status != 'COMPLETED':\n    if job.status == 'FAILED' or job.status == 'CANCELLED':"
        + "\n        raise E()"
    ),
    (
      "while job.status != 'SUCCESS' and job.status != 'ERROR' and job.status != 'CANCELLED':",
      "while job.status != 'COMPLETED' and job.status != 'FAILED' and job.status != 'CANCELLED':"
    ),
  ])
  func endsLoopsForCancelledJobs(_ old: String, _ new: String) async throws {
    let rest = "\n    job = client.classifier.jobs.get(job.id)\nprint(job.status == \"ERROR\")\n"
    let plan = try await plan(Self.head.withoutAlias + old + rest)
    let content = try #require(plan.files.first?.newContent)
    let text = String(decoding: content, as: UTF8.self)
    #expect(text.contains(new + "\n    job = client.classify.get(job.id)\n"))
    #expect(text.contains("print(job.status == \"FAILED\")"))
  }

  @Test func endsScriptLoopsForCancelledJobs() async throws {
    let text = """
      import LlamaCloud from "@llamaindex/llama-cloud";
      const client = new LlamaCloud();
      let job = await client.classifier.jobs.create({ file_ids: ["f"], rules: [] });
      while (job.status !== "SUCCESS" && job.status !== "ERROR") {
        job = await client.classifier.jobs.get(job.id);
      }

      """
    let plan = try await plan(text, path: "a.ts")
    let content = try #require(plan.files.first?.newContent)
    #expect(
      String(decoding: content, as: UTF8.self).contains(
        #"(job.status !== "COMPLETED" && job.status !== "FAILED" && job.status !== "CANCELLED")"#))
  }

  /// A function of v1 that is kept can't read v2's jobs.
  @Test(arguments: [
    "from functools import partial\nget = partial(client.classifier.jobs.get)\n"
      + "job = client.classifier.jobs.create(file_ids=['f'], rules=[])\nprint(get(job.id).status)\n",
    "make = functools.partial(client.classifier.jobs.create, rules=[])\n"
      + "def read(i):\n    return client.classifier.jobs.get(i).status == 'SUCCESS'\n",
  ])
  func leavesCallsThatMeetAKeptFunction(_ body: String) async throws {
    let head = "import functools\nfrom llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
    let plan = try await plan(head + body)
    #expect(plan.files.allSatisfy { $0.edits.isEmpty })
    #expect(plan.files.flatMap(\.findings).contains { $0.code == .storedJobID })
  }

  @Test(arguments: ["file_ids=[]", "file_ids=ids"])
  func reportsRequestsWithoutFiles(_ files: String) async throws {
    let plan = try await plan(
      "from llama_cloud import LlamaCloud\nids = []\n"
        + "LlamaCloud().classifier.classify(\(files), rules=[])\n")
    #expect(plan.files.flatMap(\.findings).map(\.code) == [.fileCount])
  }

  @Test(arguments: ["omit", "NOT_GIVEN"])
  func leavesOutOmittedMode(_ mark: String) async throws {
    let plan = try await plan(
      "from llama_cloud import LlamaCloud, \(mark)\n"
        + "LlamaCloud().classifier.classify(file_ids=[f], rules=R, mode=\(mark))\n")
    let content = try #require(plan.files.first?.newContent)
    #expect(
      String(decoding: content, as: UTF8.self).contains(
        #".classify.run(file_input=f, configuration={"rules": R, "parsing_configuration":"#))
  }

  private func plan(
    _ text: String, _ style: MigrationOptions.Style = .automatic, path: String = "main.py"
  ) async throws -> MigrationPlan {
    var options = MigrationOptions()
    options.style = style
    return try await Migrator(tree: MemoryFiles([path: text]), options: options).plan()
  }
}

extension String {
  fileprivate var withoutAlias: String { replacing("jobs = client.classifier.jobs\n", with: "") }

  fileprivate func read(_ call: String) -> String { replacing("READ", with: call) }
}
