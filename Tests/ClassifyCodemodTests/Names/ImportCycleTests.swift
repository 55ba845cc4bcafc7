// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Imports that lead to themselves")
struct ImportCycleTests {
  private static let python =
    "from llama_cloud import LlamaCloud\nfrom m import client\nclient.classifier.jobs.get(i)\n"
  private static let script =
    "import LlamaCloud from '@llamaindex/llama-cloud';\nimport { client } from './m';\n"
    + "client.classifier.classify({ file_ids: [f], rules: R });\n"
  private static let factory =
    "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
  private static let export =
    "import LlamaCloud from '@llamaindex/llama-cloud';\nexport const client = new LlamaCloud();\n"

  /// Without an end, the answer would be a crash.
  @Test(arguments: [
    ["main.py": python, "m/__init__.py": "from . import client\n"],
    [
      "main.py": python, "m/__init__.py": "from .a import client\n",
      "m/a.py": "from . import client",
    ],
    ["main.py": python, "m.py": "from n import client\n", "n.py": "from m import client\n"],
    ["main.py": python, "m.py": "from n import *\n", "n.py": "from m import *\n"],
    ["main.py": python, "m.py": "def f(c: 'client'):\n    return c\nclient = f(client)\n"],
    ["main.py": python, "m.py": "class A(B): ...\nclass B(A): ...\nclient = A().client\n"],
    ["main.py": python, "m.py": "Client = Annotated[Client, 1]\nclient: Client\n"],
  ])
  func leavesUnknown(_ files: [String: String]) {
    #expect(TestProject(files).sites() == ["probable python.get client.classifier.jobs.get"])
  }

  @Test(arguments: [
    ["m.ts": "export * from '.';", "index.ts": "export * from './m';"],
    ["m.ts": "export * from './m';"],
    [
      "m.ts": "export { default as client } from './n';",
      "n.ts": "export { client as default } from './m';",
    ],
    ["m.ts": "type A = B; type B = A; export const client: A = f();"],
  ])
  func leavesUnknownScript(_ files: [String: String]) {
    let sites = TestProject(files.merging(["main.ts": Self.script]) { $1 }).sites("main.ts")
    #expect(sites == ["probable typeScript.classify client.classifier.classify"])
  }

  @Test func findsClientBehindCycle() {
    let python = TestProject([
      "main.py": Self.python, "m.py": "from n import *\n",
      "n.py": "from m import *\nfrom o import *\n", "o.py": Self.factory,
    ])
    #expect(python.sites() == ["python.get client.classifier.jobs.get"])
    let script = TestProject([
      "main.ts": Self.script, "m.ts": "export * from './n';",
      "n.ts": "export * from './m';\nexport * from './o';", "o.ts": Self.export,
    ])
    #expect(script.sites("main.ts") == ["typeScript.classify async client.classifier.classify"])
  }

  /// The function returns itself, and a function has no classifier.
  @Test(arguments: ["client: 'client'", "client"])
  func findsFunctionThatIsPassedToItself(_ parameter: String) {
    let module = "def f(\(parameter)):\n    return client\nclient = f(f)\n"
    #expect(TestProject(["main.py": Self.python, "m.py": module]).sites().isEmpty)
  }

  @Test func findsModuleThatItsPackageImports() {
    let project = TestProject([
      "app/__init__.py": "from . import clients\n", "app/clients.py": Self.factory,
      "app/main.py": "from . import clients\nclients.client.classifier.jobs.get(i)\n",
    ])
    #expect(project.sites("app/main.py") == ["python.get clients.client.classifier.jobs.get"])
  }

  @Test func findsClientThatFunctionPassesToItself() {
    let project = TestProject(
      python: "from llama_cloud import LlamaCloud\n"
        + "def f(client, i):\n    client.classifier.jobs.get(i)\n    f(client, i + 1)\n"
        + "f(LlamaCloud(), 0)\n")
    #expect(project.sites() == ["python.get client.classifier.jobs.get"])
  }

  /// Each way through the files alone would take longer than the universe exists.
  @Test(.timeLimit(.minutes(15)))
  func asksEachQuestionOnce() {
    let count = 24
    let all = (0..<count).map { "from m\($0) import *\n" }.joined()
    var files = Dictionary(uniqueKeysWithValues: (0..<count).map { ("m\($0).py", all) })
    files["m7.py"] = all + Self.factory
    files["m.py"] = all
    files["main.py"] = Self.python
    #expect(TestProject(files).sites() == ["python.get client.classifier.jobs.get"])

    var classes = Self.factory + "class C0:\n    client = LlamaCloud()\n"
    for index in 1...40 {
      classes += "class A\(index)(C\(index - 1)): ...\nclass B\(index)(C\(index - 1)): ...\n"
      classes += "class C\(index)(A\(index), B\(index)): ...\n"
    }
    let project = TestProject(python: classes + "C40().other.classifier.jobs.get(i)\n")
    #expect(project.sites() == ["probable python.get C40().other.classifier.jobs.get"])
  }
}
