// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Clients that classes of the project give out")
struct OwnClassTests {
  private static let head = "from llama_cloud import LlamaCloud\n"

  @Test(arguments: [
    "class S:\n    def __enter__(self):\n        self.c = LlamaCloud()\n        return self.c\n"
      + "with S() as c:\n    CALL(c)",
    "class S:\n    async def __aenter__(self):\n        return LlamaCloud()\n"
      + "async def f():\n    async with S() as c:\n        CALL(c)",
    "class S:\n    _i = None\n    def __new__(cls):\n        if cls._i is None:\n"
      + "            cls._i = LlamaCloud()\n        return cls._i\nCALL(S())",
    "class S: pass\ns = S()\ns.llama = LlamaCloud()\nCALL(s.llama)",
    "class S:\n    llama = None\nS.llama = LlamaCloud()\nCALL(S.llama)",
    "class S:\n    def __enter__(self):\n        return self\n    def go(self):\n"
      + "        self.c = LlamaCloud()\nwith S() as s:\n    CALL(s.c)",
    "from contextlib import ExitStack\nwith ExitStack() as s:\n"
      + "    c = s.enter_context(LlamaCloud())\n    CALL(c)",
    "from contextlib import closing\nwith closing(LlamaCloud()) as c:\n    CALL(c)",
    "from contextlib import nullcontext\nwith nullcontext(LlamaCloud()) as c:\n    CALL(c)",
    "def f(c=None):\n    c = c or LlamaCloud()\n    CALL(c)",
    "def f(c=None):\n    if c is None:\n        c = LlamaCloud()\n    CALL(c)",
  ])
  func provesClient(_ program: String) {
    #expect(calls(of: program) == ["python"])
  }

  /// Where the client comes from is not followed, but it can be one.
  @Test(arguments: [
    "class S:\n    def __getattr__(self, n):\n        return getattr(LlamaCloud(), n)\nCALL(S())",
    "class S:\n    def __class_getitem__(cls, k):\n        return LlamaCloud()\nCALL(S['x'])",
    "class D:\n    def __get__(self, i, o):\n        return LlamaCloud()\nclass H:\n    c = D()\n"
      + "CALL(H().c)",
  ])
  func suspectsClient(_ program: String) {
    #expect(calls(of: program) == ["probable python"])
  }

  @Test(arguments: [
    "class S:\n    def __init__(self):\n        self.classifier = Own()\nCALL(S())",
    "class B:\n    classifier = None\nclass S(B): pass\nCALL(S())",
    "class S: pass\ns = S()\ns.classifier = Own()\nCALL(s)",
  ])
  func leavesClassesWithAClassifierOfTheirOwn(_ program: String) {
    #expect(calls(of: "class Own:\n    def classify(self, **k): ...\n" + program) == [])
  }

  /// A result can come from a caller that nobody sees, in v1's form.
  @Test func keepsParametersThatHoldResultsUnclear() {
    let project = TestProject(
      python: Self.head + "c = LlamaCloud()\ndef f(x, r=None):\n    if r is None:\n"
        + "        r = c.classifier.classify(file_ids=[x], rules=[])\n    return r.items[0].result\n"
    )
    #expect(project.calls().first?.flow.escape?.reason == .reassigned)
  }

  /// The file with the call names no SDK, and the one that does has no word of v1.
  @Test(arguments: [
    (
      "work.mjs",
      "export const go = (c, f) => c.classifier.classify({ file_ids: [f], rules: [] });\n",
      "main.mjs", "import LlamaCloud from '@llamaindex/llama-cloud';\n"
    ),
    (
      "work.py", "import state\nstate.client.classifier.classify(file_ids=['f'], rules=[])\n",
      "main.py", "import state\nfrom llama_cloud import LlamaCloud\nstate.client = LlamaCloud()\n"
    ),
  ])
  func suspectsCallsBesideFilesThatNameTheSDK(
    _ path: String, _ text: String, _ otherPath: String, _ other: String
  ) async throws {
    let plan = try await Migrator(tree: MemoryFiles([path: text, otherPath: other])).plan()
    #expect(plan.files.map(\.path) == [FilePath(path)])
    #expect(plan.files.flatMap(\.findings).map(\.code) == [.probable])
    let alone = try await Migrator(tree: MemoryFiles([path: text])).plan()
    #expect(alone.files.isEmpty)
  }

  private func calls(of program: String) -> [String] {
    TestProject(python: Self.head + program.python + "\n").sites()
      .filter { $0.contains("python.classify") }
      .map { String($0.prefix { $0 != "." }) }
  }
}

extension String {
  /// The program with a call of v1 for each `CALL(client)`.
  fileprivate var python: String {
    replacing(/CALL\((.*)\)/) { "\($0.1).classifier.classify(file_ids=['f'], rules=[])" }
  }
}
