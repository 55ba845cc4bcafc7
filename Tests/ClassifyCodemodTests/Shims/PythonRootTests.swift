// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("The folder that Python's imports resolve against")
struct PythonRootTests {
  private static let labels =
    "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
    + "def label(ids):\n    return client.classifier.classify(file_ids=ids, rules=R)\n"

  /// The shim and the import for a module in a project of files.
  private static let cases: [(String, [String: String], String, String)] = [
    // Nothing shows how it is imported: it is a module of the project.
    ("app/labels.py", [:], "app/classify_v2.py", "app.classify_v2"),
    ("labels.py", [:], "classify_v2.py", "classify_v2"),
    ("src/app/labels.py", [:], "src/app/classify_v2.py", "app.classify_v2"),
    (
      "svc/app/labels.py", ["svc/pyproject.toml": ""], "svc/app/classify_v2.py", "app.classify_v2"
    ),
    ("svc/labels.py", ["svc/requirements.txt": ""], "svc/classify_v2.py", "classify_v2"),
    // Others import it.
    (
      "app/labels.py", ["tests/test_a.py": "from app.labels import label\n"],
      "app/classify_v2.py", "app.classify_v2"
    ),
    (
      "app/labels.py", ["main.py": "from app import (\n    other,  # why\n    labels,\n)\n"],
      "app/classify_v2.py", "app.classify_v2"
    ),
    (
      "app/labels.py", ["app/main.py": "import labels\n"], "app/classify_v2.py", "classify_v2"
    ),
    (
      "app/labels.py",
      ["app/main.py": "import labels\n", "tests/test_a.py": "import app.labels\n"],
      "app/classify_v2.py", "classify_v2"
    ),
    (
      "src/pkg/sub/labels.py", ["src/pkg/main.py": "from pkg.sub.labels import label\n"],
      "src/pkg/classify_v2.py", "pkg.classify_v2"
    ),
    (
      "src/pkg/labels.py",
      ["main.py": "from src.pkg.other import f\n", "src/pkg/other.py": "", "src/pkg/x.py": ""],
      "src/classify_v2.py", "src.classify_v2"
    ),
    (
      "app/labels.py", ["app/main.py": "import other\n", "app/other.py": ""],
      "app/classify_v2.py", "classify_v2"
    ),
    // It is started, or found, by a command or a setting.
    (
      "src/app/labels.py", ["Procfile": "web: uvicorn src.app.labels:app\n"],
      "src/classify_v2.py", "src.classify_v2"
    ),
    (
      "app/labels.py", ["Procfile": "worker: python app/labels.py\n"], "app/classify_v2.py",
      "classify_v2"
    ),
    (
      "src/app/labels.py",
      ["pyproject.toml": "[tool.pytest.ini_options]\npythonpath = [\".\"]\n"],
      "src/classify_v2.py", "src.classify_v2"
    ),
    (
      "src/app/labels.py", ["pytest.ini": "[pytest]\npythonpath = .\n"], "src/classify_v2.py",
      "src.classify_v2"
    ),
    ("tests/test_labels.py", [:], "tests/classify_v2.py", "classify_v2"),
    // It is in a package.
    (
      "a/b/labels.py", ["a/__init__.py": "", "a/b/__init__.py": ""], "a/classify_v2.py",
      "a.classify_v2"
    ),
  ]

  @Test(arguments: cases)
  func imports(path: String, others: [String: String], file: String, module: String) async throws {
    let files = try await migrated(others.merging([path: Self.labels]) { $1 })
    #expect(files[path]?.contains("from \(module) import classifier\n") == true)
    #expect(files[file] != nil)
  }

  @Test(arguments: [
    ("if __name__ == '__main__':\n    label([])\n", "classify_v2"),
    ("label([])\n", "classify_v2"), ("for x in y: pass\n", "classify_v2"),
    ("load_dotenv()\n", "app.classify_v2"),
  ])
  func readsScript(_ end: String, _ module: String) async throws {
    let files = try await migrated(["app/labels.py": Self.labels + end])
    #expect(files["app/labels.py"]?.contains("from \(module) import classifier\n") == true)
  }

  @Test(arguments: [
    (
      "from .rules import R\n", ["app/x/rules.py": "R = []\n"], "app/x/classify_v2.py",
      ".classify_v2"
    ),
    (
      "from .rules import R\n",
      ["app/x/rules.py": "R = []\n", "app/x/__init__.py": "", "app/__init__.py": ""],
      "app/classify_v2.py", "..classify_v2"
    ),
    (
      "from config import R\n", ["app/config.py": "R = []\n"], "app/classify_v2.py",
      "classify_v2"
    ),
  ])
  func followsOwnImports(
    _ start: String, _ others: [String: String], _ file: String, _ module: String
  ) async throws {
    let files = try await migrated(others.merging(["app/x/labels.py": start + Self.labels]) { $1 })
    let text = try #require(files["app/x/labels.py"])
    #expect(text.contains("from \(module) import classifier\n"))
    #expect(files[file] != nil)
  }

  /// The module is imported where the name of its function is taken.
  @Test(arguments: [
    ("from .r import R\n", ["a/r.py": "R = []\n"], "from . import classify_v2\n"),
    (
      "from .r import R\n", ["a/r.py": "R = []\n", "a/__init__.py": ""],
      "from . import classify_v2\n"
    ),
    ("from a.r import R\n", ["a/r.py": "R = []\n"], "from a import classify_v2\n"),
    ("from r import R\n", ["a/r.py": "R = []\n"], "import classify_v2\n"),
  ])
  func importsModuleIfNameIsTaken(
    _ start: String, _ others: [String: String], _ line: String
  ) async throws {
    let labels = start + Self.labels + "classifier = 1\n"
    let files = try await migrated(others.merging(["a/labels.py": labels]) { $1 })
    let text = try #require(files["a/labels.py"])
    #expect(("\n" + text).contains("\n\(line)"))
    #expect(text.contains("classify_v2.classifier(client)"))
  }

  private func migrated(_ files: [String: String]) async throws -> MemoryFiles {
    let tree = MemoryFiles(files)
    let plan = try await Migrator(tree: tree, options: MigrationOptions()).plan()
    _ = FileWriter(tree: tree).write(plan)
    return tree
  }
}
