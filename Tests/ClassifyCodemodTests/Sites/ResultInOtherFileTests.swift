// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

/// Results that only other files read, and classifiers behind names in quotes.
@Suite("Results in other files")
struct ResultInOtherFileTests {
  private static let python = """
    from llama_cloud import LlamaCloud
    r = LlamaCloud().classifier.classify(file_ids=[i], rules=R)

    """
  private static let script = """
    import LlamaCloud from '@llamaindex/llama-cloud';
    const c = new LlamaCloud();

    """

  @Test(arguments: [
    ("b.py", "from pkg.a import r\nprint(r.items[0])\n"), ("pkg/b.py", "from .a import r\n"),
    ("pkg/__init__.py", "from .a import r\n"), ("b.py", "from pkg.a import *\n"),
    ("b.py", "from pkg.a import r as s\n"), ("b.py", "import pkg.a\nprint(pkg.a.r.items)\n"),
    ("b.py", "from pkg import a\nprint(a.r.items)\n"), ("pkg/b.py", "from . import a\n"),
    ("lib/b.py", "from elsewhere.a import r\n"),
  ])
  func escapesToPython(_ path: String, _ reader: String) throws {
    let project = TestProject(["pkg/a.py": Self.python, path: reader])
    let call = try #require(project.calls("pkg/a.py").first)
    #expect(call.flow.escape?.reason == .passed)
  }

  @Test func staysWithoutReaders() throws {
    let project = TestProject(["a.py": Self.python, "b.py": "from c import r\nfrom a import x\n"])
    #expect(try #require(project.calls("a.py").first).flow.escape == nil)
  }

  @Test(arguments: [
    ("export const r = await @;", "import { r } from './a';\nf(r.items);\n"),
    ("export const r = await @;", "export * from './a';\n"),
    ("export const r = await @;", "import * as a from './a';\nf(a.r.items);\n"),
    ("const r = await @;\nexport { r as out };", "import { out } from './a';\nf(out.items);\n"),
    ("export const r = await @;", "export { r as out } from './a';\n"),
  ])
  func escapesToECMAScript(_ statement: String, _ reader: String) throws {
    let call = "c.classifier.classify({ file_ids: [i], rules: R })"
    let program = Self.script + statement.split(separator: "@").joined(separator: call)
    let project = TestProject(["a.ts": program, "b.ts": reader])
    #expect(try #require(project.calls("a.ts").first).flow.escape?.reason == .passed)
  }

  @Test(arguments: [
    "await c['classifier']['classify']({ file_ids: [i], rules: R });",
    "await c[\"classifier\"].jobs.get(i);", "const k = c['classifier'];",
  ])
  func reportsNamesInQuotes(_ statement: String) {
    let sites = TestProject(script: Self.script + statement).sites("main.ts")
    #expect(sites.contains { $0.hasPrefix("unclearSyntax c[") })
  }
}
