// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Uses of v1 results")
struct ResultRewriteTests {
  private static let python = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
  private static let limit = "\"parsing_configuration\": {\"max_pages\": 5}"
  private static let old = "r = client.classifier.classify(file_ids=[f], rules=R)\n"
  private static let new =
    "r = client.classify.run(file_input=f, configuration={\"rules\": R, \(limit)})\n"

  private static let script =
    "import LlamaCloud from '@llamaindex/llama-cloud';\nconst client = new LlamaCloud();\n"
  private static let scriptLimit = "parsing_configuration: { max_pages: 5 }"
  private static let oldScript =
    "const r = await client.classifier.classify({ file_ids: [f], rules });\n"
  private static let newScript =
    "const r = await client.classify.run({ file_input: f, configuration: { rules, "
    + "\(scriptLimit) } });\n"

  @Test(arguments: [
    // Parentheses around the items go with them.
    ("for i in (r.items): use(i.file_id)", "for i in [r]: use(i.file_input)"),
    (
      "for n, i in enumerate((r.items)): use(i.result.type)",
      "for n, i in enumerate([r]): use(i.result.type)"
    ),
    ("x = [i.file_id for i in (r.items)]", "x = [i.file_input for i in [r]]"),
    ("x = (r.items)[0].result.type", "x = r.result.type"),
    ("x = ((r.items))[-1].file_id", "x = r.file_input"),
    ("x = 1 if(r.items)[0]else 2", "x = 1 if r else 2"),
    ("y = (r.items)\nuse(y[0].result.type)", "y = [r]\nuse(y[0].result.type)"),
    // The job is the other value too.
    (
      "x = r.items[0] if ready else None\nuse(x.result.type)",
      "x = r if ready else None\nuse(x.result.type)"
    ),
    // A classification can be written.
    ("r.items[0].result.type = kind", "r.result.type = kind"),
  ])
  func rewritesPython(before: String, after: String) throws {
    let result = try TestMigration.result(Self.python + Self.old + before + "\n")
    #expect(result.text == Self.python + Self.new + after + "\n")
    #expect(try TestMigration.result(result.text).text == result.text)
  }

  @Test(arguments: [
    (
      "for (const i of (r.items)) use(i.file_id);", "for (const i of [r]) use(i.file_input);"
    ),
    (
      "(r.items).forEach((i) => use(i.file_id));", "[r].forEach((i) => use(i.file_input));"
    ),
    ("use((r.items!)[0]!.result, r.items![0].file_id);", "use(r!.result, r.file_input);"),
    // Patterns take members by v2's names.
    (
      "for (const { file_id, result } of r.items) use(file_id, result?.type);",
      "for (const { file_input: file_id, result } of [r]) use(file_id, result?.type);"
    ),
    (
      "const ids = r.items.map(({ file_id }) => file_id);",
      "const ids = [r].map(({ file_input: file_id }) => file_id);"
    ),
    (
      "const one = r.items.find(({ file_id: id }) => id === f);",
      "const one = [r].find(({ file_input: id }) => id === f);"
    ),
    (
      "r.items.map(({ file_id = '', result: { type } }) => use(file_id, type));",
      "[r].map(({ file_input: file_id = '', result: { type } }) => use(file_id, type));"
    ),
    // Optional members stay optional.
    ("use(r?.items[0].result, r?.items?.[0]?.result);", "use(r?.result, r?.result);"),
    ("use(r.items?.[0].result);", "use(r.result);"),
    ("use((r as any).items[0].result);", "use((r as any).result);"),
  ])
  func rewritesTypeScript(before: String, after: String) throws {
    let result = try TestMigration.result(
      Self.script + Self.oldScript + before + "\n", path: "a.ts")
    #expect(result.text == Self.script + Self.newScript + after + "\n")
    #expect(try TestMigration.result(result.text, path: "a.ts").text == result.text)
  }

  @Test func keepsOptionalClient() throws {
    let before = """
      const type = (await client?.classifier.classify({ file_ids: [f], rules }))?.items[0].result;

      """
    let after = """
      const type = (await client?.classify.run({ file_input: f, configuration: { rules, \
      \(Self.scriptLimit) } }))?.result;

      """
    #expect(
      try TestMigration.result(Self.script + before, path: "a.ts").text == Self.script + after)
  }

  @Test(arguments: [
    // Another value comes from elsewhere, with v1's shape or any.
    "x = r.items[0] or other\nuse(x.result.type)", "x = other or r.items[0]\nuse(x.result.type)",
    "x = ready and r.items\nuse(x[0].result.type)",
    "x = r.items if ready else r.items\nuse(x[0].result.type)",
    // v2's job has no list to write to.
    "r.items[0] = None", "r.items = []", "del r.items[0]", "r.items[0], x = 1, 2",
    "for r.items[0] in rows: pass",
    "for a, b in r.items: pass",
  ])
  func leavesPython(code: String) throws {
    let text = Self.python + Self.old + code + "\n"
    let result = try TestMigration.result(text)
    #expect(result.text == text)
    #expect(result.codes.contains(.resultEscapes))
  }

  @Test(arguments: [
    "use((r.items as Row[])[0].result);", "for (const i of r.items as Row[]) use(i.result);",
    "use((r as Row).items[0].result);", "r?.items.forEach((i) => use(i.result));",
    "const { items } = r;\nuse(items[0].result);", "r.items.map(({ result, ...rest }) => rest);",
    "r.items.map((i, n, all) => all[0].file_id);", "r.items.map(([first]) => first);",
    "const x = other ?? r.items[0];\nuse(x.file_id);", "use((r?.items)[0].result);",
  ])
  func leavesTypeScript(code: String) throws {
    let text = Self.script + Self.oldScript + code + "\n"
    let result = try TestMigration.result(text, path: "a.ts")
    #expect(result.text == text)
    #expect(result.codes.contains(.resultEscapes))
  }

  @Test(arguments: [
    "r = cache.get(f) or client.classifier.classify(file_ids=[f], rules=R)\nuse(r.items[0].result)",
    "def g(cached):\n    return cached or client.classifier.classify(file_ids=[f], rules=R)",
  ])
  func leavesPythonCalls(code: String) throws {
    let text = Self.python + code + "\n"
    let result = try TestMigration.result(text)
    #expect(result.text == text)
    #expect(result.codes.contains(.resultEscapes))
  }

  @Test(arguments: [
    "client.classifier.classify({ file_ids: [f], rules }).then(({ items }) => use(items[0].result));",
    "let r = load();\nr ||= await client.classifier.classify({ file_ids: [f], rules });\n"
      + "use(r.items[0].result);",
    "return_(cached ?? (await client.classifier.classify({ file_ids: [f], rules })));",
  ])
  func leavesTypeScriptCalls(code: String) throws {
    let text = Self.script + code + "\n"
    let result = try TestMigration.result(text, path: "a.ts")
    #expect(result.text == text)
    #expect(result.codes.contains(.resultEscapes))
  }

  @Test func rewritesPatternsOfJobs() throws {
    let before = """
      const job = await client.classifier.jobs.create({ file_ids: [f], rules });
      const { status, id: jobId } = job;
      if (status === 'SUCCESS') console.log(jobId);

      """
    let after = """
      const job = await client.classify.create({ file_input: f, configuration: { rules, \
      \(Self.scriptLimit) } });
      const { status, id: jobId } = job;
      if (status === 'COMPLETED') console.log(jobId);

      """
    #expect(
      try TestMigration.result(Self.script + before, path: "a.ts").text == Self.script + after)
    // v2 has the rules in the configuration.
    let nested = before.replacing("id: jobId", with: "id: jobId, rules: list")
    #expect(
      try TestMigration.result(Self.script + nested, path: "a.ts").text == Self.script + nested)
  }

  /// Each call has its own uses, however many have the same name.
  @Test func rewritesManyCallsOfOneName() throws {
    let count = 60
    let before = Self.old + "use(r.items[0].result)\n"
    let after = Self.new + "use(r.result)\n"
    #expect(
      try TestMigration.result(Self.python + String(repeating: before, count: count)).text
        == Self.python + String(repeating: after, count: count))
  }
}
