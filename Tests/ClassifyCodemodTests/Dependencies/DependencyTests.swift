// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Lists of dependencies")
struct DependencyTests {
  @Test(arguments: [
    ("", true), (">=1.0", true), (">=1.0,<3", true), ("~=2.3", true), ("==2.*", true),
    ("!=2.15.0", true), ("==2.19.0", true), (">= 2.1, < 3", true), ("^2.3", true),
    ("==2.15.0", false), ("<2.16", false), ("<=2.15.0", false), ("~=2.3.0", false),
    ("^1.6", false), ("^0.1.46", false), ("~2.3", false), ("==0.1.46", false), ("<2.19.0", false),
  ])
  func readsPythonVersions(_ text: String, _ allowsV2: Bool) throws {
    #expect(try #require(DependencyRange(text, isNPM: false)).allows(.v2) == allowsV2)
  }

  @Test(arguments: [
    ("^2.3.0", true), ("2.x", true), ("*", true), ("latest", true), (">=2.1 <3", true),
    ("2.15.0", false), ("~2.15.0", false), ("^1.0.0", false), (">=2.1 <2.16", false),
  ])
  func readsNPMVersions(_ text: String, _ allowsV2: Bool) throws {
    #expect(try #require(DependencyRange(text, isNPM: true)).allows(.v2) == allowsV2)
  }

  @Test(arguments: ["workspace:*", "git+https://x/y", "file:../x"])
  func leavesOtherSources(_ text: String) {
    #expect(DependencyRange(text, isNPM: true) == nil)
  }

  /// A file, and the packages with their versions in it.
  @Test(arguments: [
    ("requirements.txt", "llama-cloud==2.15.0\n", ["llama-cloud ==2.15.0"]),
    (
      "requirements.txt", "llama_cloud[aiohttp] >=1,<2 ; python_version > '3.9'  # x\n",
      ["llama-cloud >=1,<2"]
    ),
    ("requirements.txt", "llama-cloud==2.1 --hash=sha256:0\n", ["llama-cloud ==2.1"]),
    ("requirements.txt", "# llama-cloud==1\nllama-cloud-tools==1\nmy-llama-cloud==1\n", []),
    (
      "pyproject.toml", "dependencies = [\"llama-cloud>=1.0,<2.16\", 'httpx']\n",
      ["llama-cloud >=1.0,<2.16"]
    ),
    ("pyproject.toml", "llama-cloud = \"^2.1\"\n", ["llama-cloud ^2.1"]),
    (
      "pyproject.toml", "llama-cloud = { version = \"^2.1\", extras = [\"a\"] }\n",
      ["llama-cloud ^2.1"]
    ),
    // The version is that of another table.
    (
      "pyproject.toml",
      "x = { llama-cloud = { path = \"../x\" }, httpx = { version = \"0.27\" } }\n",
      ["llama-cloud "]
    ),
    (
      "pyproject.toml", "llama-cloud = { extras = ['}'], version = '^2' }\n", ["llama-cloud ^2"]
    ),
    ("Pipfile", "\"llama-cloud\" = \"==2.1.0\"\n", ["llama-cloud ==2.1.0"]),
    (
      "setup.cfg", "install_requires =\n    llama-cloud-services==0.6.94\n",
      ["llama-cloud-services ==0.6.94"]
    ),
    ("environment.yml", "  - pip:\n      - llama-cloud==2.15.0\n", ["llama-cloud ==2.15.0"]),
    (
      "package.json", "{\"dependencies\": {\"@llamaindex/llama-cloud\": \"2.15.0\"}}",
      ["@llamaindex/llama-cloud 2.15.0"]
    ),
  ])
  func readsEntries(_ path: String, _ text: String, _ entries: [String]) throws {
    let file = try #require(TestProject.file(path, text))
    let found = DependencyReader.entries(in: file)
      .map { "\($0.package.rawValue) \(file.text[$0.versions])" }
    #expect(found == entries)
  }

  private static let program = """
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    r = client.classifier.classify(file_ids=["f"], rules=[{"type": "a", "description": "b"}])
    print(r.items[0].result)
    """

  @Test(arguments: [
    ("requirements.txt", "llama-cloud[x]==2.15.0 ; a\n", "llama-cloud[x]>=2.19.0,<3 ; a\n"),
    ("requirements.txt", "llama-cloud<2.16\r\n", "llama-cloud>=2.19.0,<3\r\n"),
    ("pyproject.toml", "d = ['llama-cloud<2.16']\n", "d = ['llama-cloud>=2.19.0,<3']\n"),
    ("requirements.txt", "llama-cloud>=2.1\n", nil),
  ])
  func rewritesPinsThatExcludeV2(_ path: String, _ text: String, _ new: String?) async throws {
    let (plan, codes) = try await migrated(["main.py": Self.program, path: text], path)
    #expect(plan == new)
    #expect(codes == (new == nil ? [] : [.dependencyRewritten]))
  }

  @Test func leavesProjectsWithoutV1() async throws {
    let files = ["main.py": "import llama_cloud\n", "requirements.txt": "llama-cloud==2.15.0\n"]
    let (new, codes) = try await migrated(files, "requirements.txt")
    #expect(new == nil && codes.isEmpty)
  }

  @Test func leavesPinThatCallsOfV1Need() async throws {
    let files = [
      "main.py": Self.program,
      "other.py": Self.program.replacing("file_ids", with: "**x, file_ids"),
      "requirements.txt": "llama-cloud==2.15.0\n",
    ]
    let (new, codes) = try await migrated(files, "requirements.txt")
    #expect(new == nil)
    #expect(codes == [.dependencyPin])
  }

  @Test func reportsLockFiles() async throws {
    let text = "[[package]]\nname = \"llama-cloud\"\nversion = \"2.15.0\"\n"
    let (new, codes) = try await migrated(["main.py": Self.program, "uv.lock": text], "uv.lock")
    #expect(new == nil)
    #expect(codes == [.lockFile])
  }

  /// Programs after an earlier run.
  private static let migrated = """
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    r = client.classify.run(file_input="f", configuration={"rules": []})
    print(r.result)
    """
  private static let listing = """
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    print(client.classifier.jobs.list())
    """

  /// A pin without v2 is judged by the v2 that the project uses, also when nothing is edited.
  @Test(
    arguments: [
      ("requirements.txt", "llama-cloud<2\n", [.dependencyRewritten], true),
      ("requirements.txt", "llama-cloud>=2.19.0,<3\n", [], true),
      ("requirements/base.txt", "llama-cloud==2.15.0\n", [.dependencyRewritten], true),
      ("reqs/prod.txt", "llama-cloud==2.15.0\n", [.dependencyRewritten], true),
      ("dev-requirements.txt", "llama-cloud==1.4\n", [.dependencyRewritten], true),
      ("uv.lock", "name = \"llama-cloud\"\nversion = \"1.4.1\"\n", [.lockFile], true),
      ("uv.lock", "name = \"llama-cloud\"\nversion = \"2.19.0\"\n", [], true),
      ("requirements.txt", "llama-cloud<2\n", [], false),
      ("uv.lock", "name = \"llama-cloud\"\nversion = \"1.4.1\"\n", [], false),
    ] as [(String, String, [FindingCode], Bool)])
  func judgesPinsByTheUsedVersion(
    _ path: String, _ text: String, _ expected: [FindingCode], _ usesV2: Bool
  ) async throws {
    let program =
      usesV2 ? Self.migrated : Self.migrated.replacing(".classify.run(", with: ".parse.run(")
    let (_, codes) = try await migrated(["app/main.py": program, path: text], path)
    #expect(codes == expected)
  }

  @Test func judgesLockFileUntilItIsWrittenAgain() async throws {
    let program = """
      import LlamaCloud from "@llamaindex/llama-cloud";
      const client = new LlamaCloud();
      console.log(await client.classify.run({ file_input: "f", configuration: { rules: [] } }));
      """
    let lock = """
      {"packages": {"node_modules/@llamaindex/llama-cloud": {
        "version": "1.4.1"
      }}}
      """
    let files = [
      "src/main.ts": program, "package-lock.json": lock,
      "package.json": #"{"dependencies": {"@llamaindex/llama-cloud": "^2.19.0"}}"#,
    ]
    let lockFile = try await migrated(files, "package-lock.json")
    let list = try await migrated(files, "package.json")
    #expect(lockFile.codes == [.lockFile])
    #expect(list.codes.isEmpty)
  }

  @Test(arguments: ["llama-cloud<2\n", "llama-cloud==2.15.0\n"])
  func namesCallsOfV1ThatAreLeft(_ text: String) async throws {
    for program in [Self.program, Self.migrated] {
      let tree = MemoryFiles([
        "a.py": program, "b.py": Self.listing, "requirements.txt": text,
      ])
      let plan = try await Migrator(tree: tree).plan()
      let finding = try #require(
        plan.files.first { $0.path == FilePath("requirements.txt") }?.findings.first)
      #expect(finding.code == .dependencyPin)
      #expect(
        finding.message
          == "llama-cloud stays below 2.19.0 until these places of v1 are decided: b.py:3")
      #expect(plan.mixedPackages == ["llama-cloud"])
    }
  }

  /// Files, and the packages of which both versions are used.
  @Test(
    arguments: [
      (["a.py": program], []), (["b.py": listing], []),
      (["a.py": program, "b.py": listing], ["llama-cloud"]),
      (
        ["a.sh": "llp classifier:jobs list\nllp classifier:jobs get --classify-job-id 1\n"], []
      ),
      (
        [
          "a.ts": """
          import LlamaCloud from "@llamaindex/llama-cloud";
          const client = new LlamaCloud();
          client.classifier.classify({ file_ids: ["f"], rules: [] });
          client.classifier.classify({ file_ids: ["f"], rules: [], mode: "MULTIMODAL" });
          """
        ], ["@llamaindex/llama-cloud"]
      ),
    ] as [([String: String], [String])])
  func knowsPackagesOfBothVersions(_ files: [String: String], _ packages: [String]) async throws {
    let plan = try await Migrator(tree: MemoryFiles(files)).plan()
    #expect(plan.mixedPackages == packages)
  }

  @Test func keepsAskingAfterPartsAreWritten() async throws {
    let tree = MemoryFiles([
      "a.py": Self.program, "b.py": Self.listing, "requirements.txt": "llama-cloud==2.15.0\n",
    ])
    for _ in 0..<2 {
      let plan = FileWriter(tree: tree).write(try await Migrator(tree: tree).plan())
      #expect(plan.files.flatMap(\.findings).contains { $0.code == .dependencyPin })
      #expect(tree["requirements.txt"] == "llama-cloud==2.15.0\n")
    }
    // The last call of v1 is gone.
    tree.set(Array("".utf8), at: "b.py")
    _ = FileWriter(tree: tree).write(try await Migrator(tree: tree).plan())
    #expect(tree["requirements.txt"] == "llama-cloud>=2.19.0,<3\n")
    let last = try await Migrator(tree: tree).plan()
    #expect(last.files.isEmpty)
  }

  /// Lists that are reported and not edited.
  @Test(arguments: [
    ("requirements.txt", "llama-cloud==2.1.0 --hash=sha256:00\n"),
    ("requirements.txt", "llama-cloud==2.1.0 \\\n    --hash=sha256:00\n"),
    ("setup.py", "setup(install_requires=['llama-cloud<2'])\n"),
    ("tox.ini", "[testenv]\ndeps =\n    llama-cloud<2\n"),
    ("run.sh", "pip install 'llama-cloud<2'\n"),
    ("Dockerfile", "RUN pip install --no-cache-dir \"llama-cloud==1.4\" && ls\n"),
    ("Makefile", "deps:\n\tuv pip install llama-cloud~=1.0\n"),
    (
      ".github/workflows/ci.yml",
      "jobs:\n  a:\n    steps:\n      - run: pip install llama-cloud==2.1\n"
    ),
    (
      ".pre-commit-config.yaml",
      "repos:\n- hooks:\n  - id: mypy\n    additional_dependencies: [\"llama-cloud==1.6.0\"]\n"
    ),
    (".gitlab-ci.yml", "test:\n  script:\n    - poetry add llama-cloud@^1\n"),
  ])
  func reportsVersionsThatAreNotEdited(_ path: String, _ text: String) async throws {
    for program in [Self.program, Self.migrated] {
      let (new, codes) = try await migrated(["main.py": program, path: text], path)
      #expect(new == nil)
      #expect(codes == [.dependency])
    }
    let others = try await migrated(["main.py": "import llama_cloud\n", path: text], path)
    #expect(others.codes.isEmpty)
  }

  @Test func reportsVersionsInHeadersOfScripts() async throws {
    let header = """
      # /// script
      # dependencies = [
      #   "llama-cloud<2",
      # ]
      # ///

      """
    let (new, codes) = try await migrated(["main.py": header + Self.program], "main.py")
    #expect(codes.contains(.callRewritten) && codes.contains(.dependency))
    #expect(new?.hasPrefix(header) == true)
    let later = try await migrated(["main.py": header + Self.migrated], "main.py")
    #expect(later.codes == [.dependency])
    let before = try await migrated(["main.py": header + Self.listing], "main.py")
    #expect(before.codes == [.jobListing])
  }

  /// Prose in a folder for lists is no list.
  @Test func readsOneEntryOnALine() throws {
    let file = SourceFile(
      path: FilePath("requirements/notes.txt"), language: .dependencies,
      text: SourceText("We keep llama-cloud<2 here.\n  llama-cloud<2\n"))
    #expect(
      DependencyReader.entries(in: file).map { file.text.lineIndex(at: $0.range.lowerBound) } == [1]
    )
  }

  @Test func countsTheShimAsUserOfV2() {
    let shim = ShimFile.text(kind: .python, parts: [.classifier])
    let project = TestProject(["a.py": "x = 1\n", "classify_v2.py": shim]).project
    #expect(CurrentVersions(in: project).users.map(\.path) == [FilePath("classify_v2.py")])
  }

  @Test(arguments: [
    ("client.classify.run(file_input=x)", true),
    ("c = client.classify\nc.create(file_input=x)", true),
    ("await self.client.classify.wait_for_completion(j)  # llama", true),
    ("# client.classify.run(file_input=x)", false), ("model.classify(file_input)", false),
    ("client.classifier.classify(file_ids=[x])  # llama", false),
    ("model.classify.run(text)", false),
  ])
  func knowsUsersOfV2(code: String, usesV2: Bool) throws {
    let file = try #require(TestProject.file("a.py", code + "\n"))
    #expect(CurrentVersions.usesV2(file) == usesV2)
  }

  @Test(arguments: [
    ("requirements.txt", "llama-cloud==2.15.0\n", "llama-cloud>=2.19.0,<3\n", true),
    ("requirements.txt", "llama-cloud==2.15.0\n", "llama-cloud<2\n", false),
    ("requirements.txt", "llama-cloud==2.15.0\n", "\n", false),
    (
      "Pipfile", "[packages]\nllama-cloud = \"<2.16\"\n",
      "[packages]\nllama-cloud = \">=2.19\"\nllama-cloud = \">=2.19\"\n", false
    ),
    (
      "Pipfile", "[packages]\nllama-cloud = \"<2.16\"\n",
      "[packages]\nllama-cloud = {version = \">=2.19\"}\n[x]\nllama-cloud = \">=2.19\"\n", true
    ),
  ])
  func readsEditedListAgain(path: String, old: String, new: String, holds: Bool) throws {
    let file = try #require(TestProject.file(path, old))
    let edited = try #require(TestProject.file(path, new))
    let failure = DependencyMigrator().failure(of: edited, from: file, by: FileDraft())
    #expect((failure == nil) == holds)
  }

  /// The new content of a file, and the codes of its findings.
  private func migrated(
    _ files: [String: String], _ path: String
  ) async throws -> (content: String?, codes: [FindingCode]) {
    let plan = try await Migrator(tree: MemoryFiles(files)).plan()
      .files.first { $0.path == FilePath(path) }
    return (
      plan?.newContent.map { String(decoding: $0, as: UTF8.self) },
      plan?.findings.map(\.code) ?? []
    )
  }
}
