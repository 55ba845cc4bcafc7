// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

/// A call is only edited together with the reference that takes its classifier from a client.
@Suite("Sources of classifiers")
struct ClassifierSourceTests {
  private static let python = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
  private static let script =
    "import LlamaCloud from '@llamaindex/llama-cloud';\nconst client = new LlamaCloud();\n"

  /// Programs in which a classifier takes a way that is not rewritten.
  @Test(arguments: [
    "def f(classifier):\n    classifier.classify(file_ids=[x], rules=R)\nf(client.classifier)\n",
    "def f(c):\n    c.classify(file_ids=[x], rules=R)\nk = client.classifier\nf(k)\n",
    "def get():\n    return client.classifier\nget().classify(file_ids=[x], rules=R)\n",
    "def get():\n    return client.classifier.jobs\njobs = get()\n"
      + "jobs.create(file_ids=[x], rules=R)\n",
    "class A:\n    @property\n    def classifier(self):\n        return client.classifier\n"
      + "    def go(self):\n        return self.classifier.classify(file_ids=[x], rules=R)\n",
    "class A:\n    def __init__(self):\n        self.classifier = client.classifier\n"
      + "def go(svc):\n    svc.classifier.classify(file_ids=ids, rules=R)\n",
    "class A:\n    def __init__(self):\n        self.clf = client.classifier\n"
      + "    def go(self):\n        run(self.clf)\n"
      + "        self.clf.classify(file_ids=[x], rules=R)\n",
    "class A:\n    jobs = client.classifier.jobs\n    def go(self):\n        run(self.jobs)\n"
      + "        self.jobs.create(file_ids=[x], rules=R)\n",
    "if a:\n    c = client.classifier\nelse:\n    c = other()\n"
      + "c.classify(file_ids=[x], rules=R)\n",
    "c = client.classifier\nf = c.classify\nc.classify(file_ids=[x], rules=R)\n",
    "from llama_cloud.resources.classifier import ClassifierResource\n"
      + "def f(c: ClassifierResource):\n    c.classify(file_ids=[x], rules=R)\n",
    "services = [client.classifier]\nservices[0].classify(file_ids=[x], rules=R)\n",
    "(client.classifier or other).classify(file_ids=[x], rules=R)\n",
  ])
  func keepsPythonThatIsNotFollowed(_ body: String) throws {
    let before = Self.python + body
    let result = try TestMigration.result(before)
    #expect(result.text == before)
    #expect(result.codes.contains { $0.kind == .decision })
  }

  @Test(arguments: [
    "const services = { classifier: client.classifier };\n"
      + "services.classifier.classify({ file_ids: [f], rules });\n",
    "const get = () => client.classifier;\nget().classify({ file_ids: [f], rules });\n",
    "class A {\n  private jobs = client.classifier.jobs;\n  go(a: any) {\n"
      + "    a.jobs.list();\n    return this.jobs.create({ file_ids: [f], rules });\n  }\n}\n",
  ])
  func keepsScriptsThatAreNotFollowed(_ body: String) throws {
    let before = Self.script + body
    let result = try TestMigration.result(before, path: "a.ts")
    #expect(result.text == before)
    #expect(result.codes.contains { $0.kind == .decision })
  }

  /// Files of which one takes the classifier from the client, and another one uses it.
  @Test(arguments: [
    [
      "a.py": python + "classifier = client.classifier\n",
      "b.py": "from a import classifier\nclassifier.classify(file_ids=[x], rules=R)\n",
    ],
    [
      "a.py": python + "jobs = client.classifier.jobs\njobs.create(file_ids=[x], rules=R)\n",
      "b.py": "from a import jobs\njobs.list()\n",
    ],
    [
      "a.py": python + "jobs = client.classifier.jobs\njobs.create(file_ids=[x], rules=R)\n",
      "b.py": "from a import *\njobs.list()\n",
    ],
    [
      "a.py": python + "jobs = client.classifier.jobs\njobs.create(file_ids=[x], rules=R)\n",
      "b.py": "import a\na.jobs.get_results(job_id)\n",
    ],
    [
      "a.py": python
        + "class S:\n    def __init__(self):\n        self.jobs = client.classifier.jobs\n"
        + "    def go(self):\n        self.jobs.create(file_ids=[x], rules=R)\n",
      "b.py": "def f(svc):\n    svc.jobs.list()\n",
    ],
    [
      "a.py": python + "def f(c):\n    c.classify(file_ids=[x], rules=R)\n",
      "b.py": "from a import client, f\nf(client.classifier)\n",
    ],
    [
      "a.ts": script + "export const jobs = client.classifier.jobs;\n"
        + "jobs.create({ file_ids: [f], rules });\n",
      "b.ts": "import { jobs } from './a';\njobs.list();\n",
    ],
    [
      "a.ts": script + "const jobs = client.classifier.jobs;\n"
        + "jobs.create({ file_ids: [f], rules });\nexport { jobs as other };\n",
      "b.ts": "import { other } from './a';\nother.list();\n",
    ],
  ])
  func keepsFilesThatShareAClassifier(_ files: [String: String]) throws {
    for style in MigrationOptions.Style.allCases {
      for plan in try TestMigration.plans(files, style: style) {
        #expect(plan.newContent == nil, "\(plan.path), \(style)")
        #expect(plan.findings.allSatisfy { $0.code.kind == .decision })
      }
    }
  }

  /// Classifiers that something else uses, which the shim may not serve.
  @Test(
    arguments: [
      "run(client.classifier)\n", "c = client.classifier\nrun(c)\n",
      "jobs = client.classifier.jobs\nrun(jobs)\njobs.get(x)\n",
      "services = [client.classifier]\nservices[0].classify(file_ids=ids, rules=R)\n",
      "def f(c):\n    run(c)\n    c.classify(file_ids=ids, rules=R)\nf(client.classifier)\n",
      "def f(c):\n    run(lambda: c)\n    c.classify(file_ids=ids, rules=R)\n"
        + "f(client.classifier)\n",
      "def f(c):\n    c = c or g()\n    c.classify(file_ids=ids, rules=R)\n"
        + "f(client.classifier)\n",
      "def f(c):\n    c.classify(file_ids=ids, rules=R)\nf(client.classifier)\nf(other())\n",
      "def f(c):\n    c.jobs.list()\nf(client.classifier)\n",
      "@register\ndef f(c):\n    c.jobs.get(x)\nf(client.classifier)\n",
      "def f(*c):\n    c[0].jobs.get(x)\nf(client.classifier)\n",
      "def get():\n    return client.classifier\nget().jobs.get(x)\nrun(get)\n",
      "def get():\n    return client.classifier\nget().jobs.get(x)\nc = get()\nrun(c)\n",
      "@fixture\ndef get():\n    return client.classifier\nget().jobs.get(x)\n",
      "class A:\n    @property\n    def jobs(self):\n        return client.classifier.jobs\n"
        + "    def go(self):\n        self.jobs.get(x)\ndef f(a):\n    a.jobs.list()\n",
      "if a:\n    c = client.classifier\nelse:\n    c = other()\n"
        + "c.classify(file_ids=ids, rules=R)\n",
    ], [MigrationOptions.Style.automatic, .shim])
  func servesNoClassifierThatIsUsedElsewhere(
    _ body: String, _ style: MigrationOptions.Style
  ) throws {
    let before = Self.python + body
    let result = try TestMigration.result(before, style: style)
    #expect(result.text == before)
    #expect(result.codes.contains { $0.kind == .decision })
  }

  /// Functions of another file that get a classifier, or return it.
  @Test(arguments: [
    [
      "a.py": python + "from b import f\nf(client.classifier)\n",
      "b.py": "def f(c):\n    c.classify(file_ids=ids, rules=R)\n    c.jobs.list()\n",
    ],
    [
      "a.py": python + "def get():\n    return client.classifier\nget().jobs.get(x)\n",
      "b.py": "from a import get\nget().jobs.list()\n",
    ],
    [
      "a.py": python + "def get():\n    return client.classifier\nget().jobs.get(x)\n",
      "b.py": "import a\na.get().jobs.list()\n",
    ],
    [
      "a.py": python + "def get():\n    return client.classifier\nget().jobs.get(x)\n",
      "b.py": "from a import *\nget().jobs.list()\n",
    ],
    [
      "a.py": python + "class A:\n    @property\n    def jobs(self):\n"
        + "        return client.classifier.jobs\n    def go(self):\n        self.jobs.get(x)\n",
      "b.py": "from a import A\nA().jobs.list()\n",
    ],
    [
      "a.ts": script + "export function get() { return client.classifier; }\n"
        + "get().jobs.get(x);\n",
      "b.ts": "import { get } from './a';\nget().jobs.list();\n",
    ],
  ])
  func servesNoClassifierThatAnotherFileUses(_ files: [String: String]) throws {
    for style in [MigrationOptions.Style.automatic, .shim] {
      for plan in try TestMigration.plans(files, style: style) {
        #expect(plan.newContent == nil, "\(plan.path), \(style)")
      }
    }
  }

  @Test(arguments: [
    (
      "def f(c):\n    c.classify(file_ids=ids, rules=R)\nf(client.classifier)\n",
      "def f(c):\n    c.classify(file_ids=ids, rules=R)\nf(classifier(client))\n"
    ),
    (
      "def f(x, *, c):\n    c.jobs.get(x)\nf(1, c=client.classifier)\n",
      "def f(x, *, c):\n    c.jobs.get(x)\nf(1, c=classifier(client))\n"
    ),
    (
      "def get():\n    return client.classifier\nget().classify(file_ids=ids, rules=R)\n",
      "def get():\n    return classifier(client)\nget().classify(file_ids=ids, rules=R)\n"
    ),
    (
      "class A:\n    @property\n    def jobs(self):\n        return client.classifier.jobs\n"
        + "    def go(self):\n        self.jobs.get(x)\n",
      "class A:\n    @property\n    def jobs(self):\n        return classifier(client).jobs\n"
        + "    def go(self):\n        self.jobs.get(x)\n"
    ),
  ])
  func servesClassifierThatIsFollowed(_ before: String, _ after: String) throws {
    let result = try TestMigration.result(Self.python + before, style: .automatic)
    #expect(
      result.text == "from llama_cloud import LlamaCloud\nfrom classify_v2 import classifier\n"
        + "client = LlamaCloud()\n" + after)
    #expect(result.codes.filter { $0 != .oldJobs } == [.shimClassifier])
  }

  /// What other files have by the same name is no use.
  @Test(arguments: [
    "from a import client\nclient.classifier.jobs.create(file_ids=[x], rules=R)\n",
    "jobs = []\njobs.append(1)\n", "import queue\nqueue.jobs\n",
    "class Own:\n    def __init__(self):\n        self.jobs = []\n"
      + "    def go(self):\n        self.jobs.append(1)\n",
  ])
  func knowsOtherNames(_ other: String) throws {
    let plans = try TestMigration.plans([
      "a.py": Self.python
        + "jobs = client.classifier.jobs\njobs.create(file_ids=[x], rules=R)\n",
      "b.py": other,
    ])
    #expect(plans.first?.newContent != nil)
  }

  @Test(arguments: [
    (
      "jobs = client.classifier.jobs\ndef f():\n    jobs.create(file_ids=[x], rules=R)\n",
      "jobs = client.classify\ndef f():\n    jobs.create(file_input=x, "
    ),
    (
      "def f():\n    jobs = client.classifier.jobs\n    jobs.create(file_ids=[x], rules=R)\n"
        + "def g(jobs):\n    return len(jobs)\n",
      "def f():\n    jobs = client.classify\n    jobs.create(file_input=x, "
    ),
    (
      "class A:\n    jobs = client.classifier.jobs\n    def go(self):\n"
        + "        self.jobs.create(file_ids=[x], rules=R)\n",
      "class A:\n    jobs = client.classify\n    def go(self):\n"
        + "        self.jobs.create(file_input=x, "
    ),
  ])
  func rewritesWhatIsFollowed(_ body: String, _ start: String) throws {
    let result = try TestMigration.result(Self.python + body)
    #expect(result.text.hasPrefix(Self.python + start))
  }
}
