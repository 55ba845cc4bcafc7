// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Imports across files")
struct ImportResolutionTests {
  private static let use = "\nclient.classifier.jobs.get(i)\n"
  private static let definition = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"

  @Test(arguments: [
    ("app/main.py", "from app.clients import client", ["app/clients.py": definition]),
    ("app/main.py", "from .clients import client", ["app/clients.py": definition]),
    ("app/a/main.py", "from ..clients import client", ["app/clients.py": definition]),
    ("src/app/main.py", "from app.clients import client", ["src/app/clients.py": definition]),
    ("scripts/main.py", "from app.clients import client", ["src/app/clients.py": definition]),
    (
      "app/main.py", "from app import client",
      ["app/__init__.py": "from .clients import client", "app/clients.py": definition]
    ),
    (
      "app/main.py", "from app import client",
      ["app/__init__.py": "from .clients import *", "app/clients.py": definition]
    ),
    (
      "app/main.py", "from app import clients\nclient = clients.client",
      ["app/clients.py": definition]
    ),
    (
      "app/main.py", "import app.clients\nclient = app.clients.client",
      ["app/__init__.py": "", "app/clients.py": definition]
    ),
    ("app/main.py", "import app.clients as c\nclient = c.client", ["app/clients.py": definition]),
    (
      "main.py", "from clients import get\nclient = get()",
      ["clients.py": "import llama_cloud\ndef get():\n    return llama_cloud.LlamaCloud()\n"]
    ),
    (
      "main.py", "from deps import Deps\nclient = Deps().client",
      ["deps.py": "from llama_cloud import LlamaCloud\nclass Deps:\n    client: LlamaCloud\n"]
    ),
  ])
  func followsPythonImports(_ path: String, _ head: String, _ others: [String: String]) {
    let files = others.merging([path: head + Self.use]) { first, _ in first }
    let sites = TestProject(files).sites(path)
    #expect(sites == ["python.get client.classifier.jobs.get"])
  }

  private static let script =
    "import LlamaCloud from '@llamaindex/llama-cloud';\nexport const client = new LlamaCloud();\n"

  @Test(arguments: [
    ("src/main.ts", "import { client } from './clients';", ["src/clients.ts": script]),
    ("src/main.ts", "import { client } from './clients.js';", ["src/clients.ts": script]),
    ("src/main.ts", "import { client } from './clients';", ["src/clients/index.ts": script]),
    ("src/a/main.tsx", "import { client } from '@/clients';", ["src/clients.ts": script]),
    (
      "src/a/main.ts", "import { client } from '#lib/clients';",
      [
        "src/lib/clients.ts": script,
        "tsconfig.json":
          "{ // paths\n \"compilerOptions\": { \"paths\": { \"#lib/*\": [\"./src/lib/*\"], } } }",
      ]
    ),
    (
      "src/main.ts", "import client from './clients';",
      ["src/clients.ts": script + "export default client;\n"]
    ),
    (
      "src/main.ts", "import { llama as client } from './clients';",
      ["src/clients.ts": script + "export { client as llama };\n"]
    ),
    (
      "src/main.ts", "import { client } from './all';",
      ["src/all.ts": "export * from './clients';", "src/clients.ts": script]
    ),
    (
      "src/main.ts", "import { other as client } from './all';",
      ["src/all.ts": "export { client as other } from './clients';", "src/clients.ts": script]
    ),
    (
      "src/main.ts", "import make from './clients';\nconst client = make();",
      ["src/clients.ts": script + "export default function make() { return client; }\n"]
    ),
    (
      "src/main.js", "const { client } = require('./clients');",
      [
        "src/clients.js":
          "const L = require('llama-cloud');\nconst client = new L();\nmodule.exports = { client };"
      ]
    ),
    (
      "src/main.js", "const { client } = require('./clients');",
      ["src/clients.js": "const L = require('llama-cloud');\nexports.client = new L();"]
    ),
  ])
  func followsScriptImports(_ path: String, _ head: String, _ others: [String: String]) {
    let use = "\nasync function f() { await client.classifier.jobs.get(i); }\n"
    let files = others.merging([path: head + use]) { first, _ in first }
    let sites = TestProject(files).sites(path)
    #expect(sites == ["typeScript.get async client.classifier.jobs.get"])
  }

  @Test func proofNamesEachStep() {
    let project = TestProject([
      "clients.py":
        "from llama_cloud import LlamaCloud\ndef get():\n    c = LlamaCloud()\n    return c\n",
      "main.py": "from clients import get\nclient = get()\nclient.classifier.jobs.get(i)\n",
    ])
    let proof = project.names.sites(in: project.file("main.py")).first?.proof ?? []
    #expect(
      proof.map { "\($0.text) (\($0.path):\($0.location.line))" } == [
        "LlamaCloud is imported from llama_cloud (clients.py:1)",
        "c is a LlamaCloud (clients.py:3)", "get() returns a LlamaCloud (clients.py:2)",
        "client is a LlamaCloud (main.py:2)",
      ])
  }
}
