// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Where clients come from")
struct ClientOriginTests {
  /// Programs that end in a call of v1 through a client that can be proved.
  @Test(arguments: [
    "from llama_cloud import LlamaCloud\nc = LlamaCloud()\nCALL(c)",
    "from llama_cloud import LlamaCloud as L\nc = L(api_key=k)\nCALL(c)",
    "from llama_cloud import Client\nCALL(Client())",
    "from llama_cloud._client import LlamaCloud\nCALL(LlamaCloud())",
    "import llama_cloud\nCALL(llama_cloud.LlamaCloud())",
    "import llama_cloud as lc\nc = lc.LlamaCloud()\nd = c\nCALL(d)",
    "from llama_cloud import *\nc = LlamaCloud()\nCALL(c)",
    "try:\n    from llama_cloud import LlamaCloud\nexcept ImportError:\n    LlamaCloud = None\n"
      + "c = LlamaCloud()\nCALL(c)",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from llama_cloud import LlamaCloud\n"
      + "def f(c: 'LlamaCloud'):\n    CALL(c)",
    "from llama_cloud import LlamaCloud\ndef f(c: LlamaCloud | None = None):\n"
      + "    c = c or LlamaCloud()\n    CALL(c)",
    "from llama_cloud import LlamaCloud\ndef f(c: Optional[LlamaCloud]):\n    CALL(c)",
    "from llama_cloud import LlamaCloud\ndef f(c: Annotated[LlamaCloud, Depends(g)]):\n    CALL(c)",
    "from llama_cloud import LlamaCloud\ndef f(c: \"Optional[LlamaCloud]\"):\n    CALL(c)",
    "from llama_cloud import LlamaCloud\nwith LlamaCloud() as c:\n    CALL(c)",
    "from llama_cloud import LlamaCloud\nif (c := LlamaCloud()):\n    CALL(c)",
    "from llama_cloud import LlamaCloud\na, c = 1, LlamaCloud()\nCALL(c)",
    "from llama_cloud import LlamaCloud\nc = LlamaCloud() if x else LlamaCloud(api_key=y)\nCALL(c)",
    "from llama_cloud import LlamaCloud\ndef get():\n    return LlamaCloud()\nCALL(get())",
    "from llama_cloud import LlamaCloud\ndef get() -> LlamaCloud:\n    return make()\nCALL(get())",
    "from llama_cloud import LlamaCloud\ndef pair():\n    return 1, LlamaCloud()\n"
      + "_, c = pair()\nCALL(c)",
    "from llama_cloud import LlamaCloud\nc = None\ndef start():\n    global c\n    c = LlamaCloud()\n"
      + "def go():\n    CALL(c)",
    "from llama_cloud import LlamaCloud\nclass A:\n    def __init__(self):\n"
      + "        self.c = LlamaCloud()\n    def go(self):\n        CALL(self.c)",
    "from llama_cloud import LlamaCloud\nclass A:\n    c: LlamaCloud\n    def go(self):\n"
      + "        CALL(self.c)",
    "from llama_cloud import LlamaCloud\nclass A:\n    @property\n    def c(self):\n"
      + "        return LlamaCloud()\n    def go(self):\n        CALL(self.c)",
    "from llama_cloud import LlamaCloud\nclass A:\n    def __init__(self):\n"
      + "        self.c = LlamaCloud()\nclass B(A):\n    def go(self):\n        CALL(self.c)",
    "from llama_cloud import LlamaCloud\nclass Mine(LlamaCloud):\n    pass\nc = Mine()\nCALL(c)",
    "from llama_cloud import LlamaCloud\ndef run(c):\n    CALL(c)\nrun(LlamaCloud())",
    "from llama_cloud import LlamaCloud\nclass A:\n    def __init__(self, c):\n        self.c = c\n"
      + "    def go(self):\n        CALL(self.c)\nA(c=LlamaCloud()).go()",
    "import openai\nfrom llama_cloud import LlamaCloud\nc = openai.OpenAI()\nc.x()\n"
      + "c = LlamaCloud()\nCALL(c)",
    "from llama_cloud import LlamaCloud\nc = LlamaCloud()\nCALL(c.with_options(timeout=3))",
    "import pytest\nfrom llama_cloud import LlamaCloud\n@pytest.fixture\ndef c():\n"
      + "    yield LlamaCloud()\ndef test_it(c):\n    CALL(c)",
    "from llama_cloud import LlamaCloud\nmake = lambda: LlamaCloud()\nCALL(make())",
    "from llama_cloud import LlamaCloud\nfrom typing import cast\nCALL(cast(LlamaCloud, x))",
  ])
  func provesPythonClient(_ program: String) {
    let project = TestProject(python: program.python)
    #expect(project.sites().filter { $0.hasPrefix("python.classify ") }.count == 1)
    let proof = project.names.sites(in: project.file("main.py")).first?.proof ?? []
    #expect(proof.first?.text.contains("is imported") == true)
  }

  @Test(arguments: [
    "import LlamaCloud from '@llamaindex/llama-cloud';\nconst c = new LlamaCloud();\nCALL(c);",
    "import { LlamaCloud as L } from 'llama-cloud';\nCALL(new L());",
    "import * as l from '@llamaindex/llama-cloud';\nconst c = new l.LlamaCloud();\nCALL(c);",
    "const LlamaCloud = require('@llamaindex/llama-cloud');\nconst c = new LlamaCloud();\nCALL(c);",
    "const { LlamaCloud } = require('llama-cloud');\nCALL(new LlamaCloud());",
    "async function f() {\n  const { LlamaCloud } = await import('llama-cloud');\n"
      + "  CALL(new LlamaCloud());\n}",
    "import type { LlamaCloud } from 'llama-cloud';\nfunction f(c: LlamaCloud) { CALL(c); }",
    "import LlamaCloud from 'llama-cloud';\nfunction f({ c }: { c: LlamaCloud }) { CALL(c); }",
    "import LlamaCloud from 'llama-cloud';\ntype D = { c: LlamaCloud };\n"
      + "const f = (d: D) => CALL(d.c);",
    "import LlamaCloud from 'llama-cloud';\ninterface D { c: LlamaCloud }\n"
      + "const f = (d: D) => CALL(d.c);",
    "import LlamaCloud from 'llama-cloud';\nclass A {\n  private c = new LlamaCloud();\n"
      + "  go() { return CALL(this.c); }\n}",
    "import LlamaCloud from 'llama-cloud';\nclass A {\n  constructor(private readonly c: LlamaCloud) {}"
      + "\n  go() { return CALL(this.c); }\n}",
    "import LlamaCloud from 'llama-cloud';\nclass A {\n  c;\n  constructor() { this.c = new LlamaCloud();"
      + " }\n  go() { return CALL(this.c); }\n}",
    "import LlamaCloud from 'llama-cloud';\nlet c: LlamaCloud | null = null;\n"
      + "function get() { c ??= new LlamaCloud(); return c; }\nCALL(get());",
    "import LlamaCloud from 'llama-cloud';\nconst services = { c: new LlamaCloud() };\n"
      + "CALL(services.c);",
    "import LlamaCloud from 'llama-cloud';\nconst make = () => new LlamaCloud();\nCALL(make());",
    "import LlamaCloud from 'llama-cloud';\nconst c = x as unknown as LlamaCloud;\nCALL(c);",
    "import LlamaCloud from 'llama-cloud';\nasync function get(): Promise<LlamaCloud> { return x; }\n"
      + "async function f() { const c = await get(); CALL(c); }",
    "import LlamaCloud from 'llama-cloud';\nconst c = new LlamaCloud();\nCALL(c.v1);",
  ])
  func provesScriptClient(_ program: String) {
    let project = TestProject(script: program.script)
    #expect(
      project.sites("main.ts").filter { $0.hasPrefix("typeScript.classify async") }.count == 1)
  }

  /// The same names with another origin are no sites, and not reported.
  @Test(arguments: [
    "class ClassifyClient:\n    def classify(self, rules, files): ...\n"
      + "c = ClassifyClient()\nc.classify([], [])",
    "from other import Client\nc = Client()\nCALL(c)",
    "class Own:\n    def __init__(self):\n        self.classifier = Model()\n"
      + "    def go(self):\n        return self.classifier.classify(text)",
    "from sklearn.naive_bayes import GaussianNB\nclassifier = GaussianNB()\nclassifier.classify(x)",
    "from llama_cloud import LlamaCloud\nc = LlamaCloud()\nc.classify.run(file_input=f)\n"
      + "c.classify.create(file_input=f)\nc.extract.jobs.create(a=1)\nc.parsing.create(target_pages='1')",
    "import openai\nc = openai.OpenAI()\nc.fine_tuning.jobs.create(model=m)\nc.jobs.list()",
    "from llama_parse import LlamaParse\nLlamaParse(target_pages='0,1')",
    "if row.status == 'PARTIAL_SUCCESS': pass",
    "from llama_cloud.types import ClassifyResult, ClassifyConfigurationParam",
    "from classify_v2 import classifier\nr = classifier(c).classify(file_ids=a, rules=b)\n"
      + "for i in r.items: pass",
    "import classify_v2\nr = classify_v2.classifier(c).jobs.create(file_ids=a, rules=b)",
  ])
  func leavesLookAlikes(_ program: String) {
    let text = program.python + "\nimport llama_index\n"
    #expect(TestProject(python: text).sites() == [])
  }

  @Test(arguments: [
    ("CALL(thing)", "python.classify thing.classifier.classify"),
    ("def f(x):\n    CALL(x.y)", "python.classify x.y.classifier.classify"),
    ("CALL(app.state.client)", "python.classify app.state.client.classifier.classify"),
    ("r = a.classifier.jobs.get(i)", "python.get a.classifier.jobs.get"),
    ("self.c.aclassify_file_paths(r, p)", "services.classifyFiles self.c.aclassify_file_paths"),
    ("c.classifier.get_classify_job(i)", "generatedPython.get c.classifier.get_classify_job"),
    (
      "import openai\nfrom llama_cloud import LlamaCloud\nif a:\n    c = LlamaCloud()\nelse:\n"
        + "    c = openai.OpenAI()\nCALL(c)", "python.classify c.classifier.classify"
    ),
  ])
  func suspectsShapesOfUnknownOrigin(_ program: String, _ site: String) {
    let text = program.python + "\nimport llama_index\n"
    #expect(TestProject(python: text).sites() == ["probable \(site)"])
    // Nothing is suspected in a project that has nothing to do with LlamaCloud.
    if !program.contains("llama") { #expect(TestProject(python: program.python).sites() == []) }
  }

  @Test func provesAssumedClients() {
    let text =
      "def f(x, self):\n    x.classifier.classify(file_ids=a, rules=b)\n"
      + "    self.jobs.classifier.jobs.create(file_ids=a, rules=b)\n"
    let project = TestProject(["main.py": text], assumedClients: ["x"])
    #expect(project.sites() == ["python.classify x.classifier.classify"])
    #expect(
      project.names.sites(in: project.file("main.py")).first?.proof.map(\.text)
        == ["--assume-client x"])
  }
}

extension String {
  /// The text with `CALL(c)` as a call of v1 through the client `c`.
  fileprivate var python: String { expanded("(file_ids=[f], rules=R)") }
  fileprivate var script: String { expanded("({ file_ids: [f], rules })") }

  private func expanded(_ arguments: String) -> String {
    var result = ""
    var rest = self[...]
    while let start = rest.range(of: "CALL(") {
      result += rest[..<start.lowerBound]
      var depth = 1
      var end = start.upperBound
      while depth > 0, end < rest.endIndex {
        if rest[end] == "(" { depth += 1 }
        if rest[end] == ")" { depth -= 1 }
        if depth > 0 { end = rest.index(after: end) }
      }
      result += "\(rest[start.upperBound..<end]).classifier.classify\(arguments)"
      rest = rest[end...].dropFirst()
    }
    return result + rest
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
