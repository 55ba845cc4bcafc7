// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation
import Testing

@testable import ClassifyCodemod

@Suite struct LocalFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func paths(
    _ names: [String] = [""], readsIgnoredFiles: Bool = false, userIgnoreFile: String? = nil
  ) throws -> [String] {
    let files = try LocalFiles(
      names.map { folder[$0] }, readsIgnoredFiles: readsIgnoredFiles,
      userIgnoreFile: userIgnoreFile)
    return try files.listing().paths.filter { files.isSelected($0) }.map(\.description).sorted()
  }

  private func write(_ files: [String: String]) throws {
    for (name, text) in files { try folder.write(text, to: name) }
  }

  /// A tree in which each kind of ignore rule decides about some file.
  private static let tree = [
    ".gitignore":
      "*.log\n/build/\n!keep.log\nout/**\n!out/a/\nx/*.py\n**/deep/er\ntmp/\n*.t[mx]p\n",
    ".git/info/exclude": "excluded.py\n/sub/own.py\n",
    "ignore": "mine.py\n!x/again.py\n",
    "a.log": "", "keep.log": "", "a.py": "", "excluded.py": "", "mine.py": "",
    "build/a.py": "", "sub/build/a.py": "", "sub/a.log": "", "sub/keep.log": "",
    "sub/.gitignore": "!*.log\nkeep.log\n/only.py\nfolder.py/\n",
    "sub/only.py": "", "sub/sub/only.py": "", "sub/folder.py": "", "sub/sub/folder.py/a.py": "",
    "sub/own.py": "", "own.py": "", "out/a/b.py": "", "out/b.py": "", "x/a.py": "", "x/y/a.py": "",
    "x/again.py": "", "a/deep/er/a.py": "", "deep/er": "", "deep/other": "", "tmp": "",
    "s/tmp/a.py": "",
    ".hidden/a.py": "", ".dot.py": "", "a.txp": "", "a.tap": "", "sp ace/ü.py": "",
  ]

  @Test func listsWhatGitLists() throws {
    try #require(TemporaryFolder.has("git"))
    try folder.run("git init -q .")
    try write(Self.tree)
    try folder.run(
      "git config core.excludesFile \(folder["ignore"]) && git config core.quotePath false")
    let listed = try folder.run("git ls-files -co --exclude-standard -z")
    #expect(
      try paths(userIgnoreFile: folder["ignore"])
        == listed.split(separator: "\0").map(String.init).sorted())
  }

  @Test func listsIgnoredFilesOnRequest() throws {
    try write(Self.tree)
    let listed = try paths(readsIgnoredFiles: true)
    #expect(listed == Self.tree.keys.filter { !$0.hasPrefix(".git/") }.sorted())
  }

  @Test func readsGivenFilesAndFoldersThatAreIgnored() throws {
    try write([
      ".git/HEAD": "", ".gitignore": "build/\n*.log\n", "build/a.py": "", "build/a.log": "",
      "a.log": "", "b.log": "", "c.py": "",
    ])
    #expect(try paths(["build", "a.log"]) == ["a.log", "build/a.py"])
  }

  private static let foreign = [
    "a.py": "", "node_modules/p/a.py": "", "lib/site-packages/a.py": "", "env/pyvenv.cfg": "",
    "env/bin/a.py": "", "module/.git": "gitdir: ../.git/modules/module", "module/a.py": "",
    "own/.git/HEAD": "", "own/sub/a.py": "",
  ]

  /// Installed packages and other repositories are not this project's code, in a repository or not.
  @Test(arguments: [true, false])
  func leavesOutOtherProjects(isRepository: Bool) throws {
    try write(Self.foreign)
    if isRepository { try write([".git/HEAD": ""]) }
    #expect(try paths() == ["a.py"])
    #expect(try paths(readsIgnoredFiles: true) == ["a.py"])
  }

  @Test(arguments: [
    ("node_modules", ["node_modules/p/a.py"]), ("lib/site-packages", ["lib/site-packages/a.py"]),
    ("env", ["env/bin/a.py", "env/pyvenv.cfg"]), ("env/bin/a.py", ["env/bin/a.py"]),
    // The root is that repository.
    ("own", ["sub/a.py"]), ("module", ["a.py"]),
  ])
  func readsOtherProjectsThatAreGiven(path: String, listed: [String]) throws {
    try write(Self.foreign)
    try write([".git/HEAD": ""])
    #expect(try paths([path]) == listed)
  }

  @Test func followsExcludeFileOfALinkedWorktree() throws {
    try #require(TemporaryFolder.has("git"))
    try write(["main/a.py": ""])
    try folder.run(
      "cd main && git init -q . && git add . && git -c user.name=a -c user.email=a@b commit -qm a"
        + " && git worktree add -q ../linked && mkdir -p .git/info && echo excluded.py >> .git/info/exclude"
    )
    try write(["linked/excluded.py": "", "linked/b.py": ""])
    #expect(try paths(["linked"]) == ["a.py", "b.py"])
  }

  @Test func removesLeftoversOfEndedProcesses() throws {
    try write(["a/x.py": "", "b/y.py": ""])
    let ended = try folder.run("echo $$").split(separator: "\n").joined()
    let own = ProcessInfo.processInfo.processIdentifier
    let names = [
      "a/.classify-bridge-\(ended)-a1B2c3", "a/.classify-bridge-\(own)-a1B2c3",
      "a/.classify-bridge-notes", "b/.classify-bridge-\(ended)-a1B2c3",
    ]
    for name in names { try folder.write("", to: name) }
    let files = try LocalFiles([folder.path])
    files.removeLeftovers(in: [FilePath("a")])
    let left = names.filter { FileManager.default.fileExists(atPath: folder[$0]) }
    #expect(left == Array(names[1...]))
  }

  @Test func takesRepositoryOfAllPathsAsRoot() throws {
    try write([".git/HEAD": "", "a/b/x.py": "", "a/c/y.py": "", "a/z.py": ""])
    let files = try LocalFiles([folder["a/b/x.py"], folder["a/c"]])
    #expect(files.root == folder.path)
    #expect(files.selection == [FilePath("a/b/x.py"), FilePath("a/c")])
    #expect(files.isSelected(FilePath("a/c/y.py")))
    #expect(!files.isSelected(FilePath("a/z.py")))
    #expect(!files.isSelected(FilePath("a/cc.py")))
    // Other files are read to follow names.
    #expect(try files.listing().paths.contains(FilePath("a/z.py")))
  }

  @Test func takesCommonFolderAsRootWithoutRepository() throws {
    try write(["a/b/x.py": "", "a/c/y.py": ""])
    let files = try LocalFiles([folder["a/b/x.py"], folder["a/c"]])
    #expect(files.root == folder["a"])
    #expect(try LocalFiles([folder["a/b/x.py"]]).root == folder["a/b"])
  }

  /// The folder of a given file may be the user's home.
  @Test func listsOnlyFilesBesideGivenOnesWithoutRepository() throws {
    try write([
      "a/x.py": "", "a/y.py": "", "a/z/w.py": "", "b/c/v.py": "", "b/u.py": "", "t.py": "",
    ])
    let files = try LocalFiles([folder["a/x.py"], folder["b/c"]])
    #expect(files.root == folder.path)
    let listed = try files.listing().paths.map(\.description).sorted()
    #expect(listed == ["a/x.py", "a/y.py", "b/c/v.py"])
    #expect(try paths(["a/x.py", "b/c"]) == ["a/x.py", "b/c/v.py"])
  }

  /// What a given file imports is looked up without listing its folder.
  @Test func knowsUnlistedFilesWithoutRepository() throws {
    try write(["a/x.py": "", "a/sub/y.py": "", "a/sub/z/w.py": ""])
    try folder.run("ln -s sub a/linked && ln -s sub/y.py a/l.py")
    let files = try LocalFiles([folder["a/x.py"]])
    #expect(try files.listing().paths == [FilePath("x.py")])
    let known = ["sub/y.py", "sub/z/w.py", "x.py"]
    for path in known + ["sub", "sub/z", "none.py", "linked/y.py", "l.py", "linked", ""] {
      #expect(files.has(FilePath(path), isFolder: false) == known.contains(path), "\(path)")
      let isFolder = ["sub", "sub/z"].contains(path)
      #expect(files.has(FilePath(path), isFolder: true) == isFolder, "\(path)")
    }
  }

  @Test func followsImportsIntoFoldersThatAreNotListed() async throws {
    let clients = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"
    try write([
      "x.py": "from sub.clients import client\nfrom other import clients\n"
        + "client.classifier.jobs.create(file_ids=[f], rules=R)\n"
        + "clients.client.classifier.jobs.create(file_ids=[f], rules=R)\n",
      "sub/clients.py": clients, "other/clients.py": clients,
    ])
    let plan = try await Migrator(tree: LocalFiles([folder["x.py"]])).plan()
    #expect(plan.files.map(\.path) == [FilePath("x.py")])
    let codes = plan.files.flatMap(\.findings).map(\.code)
    #expect(codes == [.callRewritten, .pageLimitWritten, .callRewritten, .pageLimitWritten])
  }

  @Test func followsNoLinks() throws {
    try write(["a/x.py": "", "b/y.py": ""])
    try folder.run("ln -s ../b a/linked && ln -s ../b/y.py a/y.py && mkfifo a/z.py")
    #expect(try paths(["a"]) == ["x.py"])
  }

  @Test func reportsMissingPath() throws {
    let failure = #expect(throws: FileFailure.self) { try LocalFiles([folder["none"]]) }
    #expect(failure?.reason == .missing)
    #expect(failure?.message.contains("/none") == true)
  }

  @Test func refusesLargerFiles() throws {
    try write(["a.py": "12345"])
    let files = try LocalFiles([folder.path])
    #expect(try files.read(FilePath("a.py"), limit: 5) == ContiguousArray("12345".utf8))
    let failure = #expect(throws: FileFailure.self) { try files.read(FilePath("a.py"), limit: 4) }
    #expect(failure?.reason == .tooLarge)
    #expect(try files.read(FilePath("a.py"), at: 3, count: 9) == ContiguousArray("45".utf8))
    #expect(try files.read(FilePath("a.py"), at: 9, count: 9).isEmpty)
  }

  @Test func replacesFileWithItsMode() throws {
    try write(["a.sh": "old"])
    try folder.run("chmod 754 a.sh")
    let files = try LocalFiles([folder.path])
    try files.replace(
      FilePath("a.sh"), old: ContiguousArray("old".utf8), with: ContiguousArray("new!".utf8))
    #expect(try folder.text(of: "a.sh") == "new!")
    #expect(try folder.run("ls -l a.sh").hasPrefix("-rwxr-xr--"))
    #expect(try folder.names == ["a.sh"])
  }

  @Test(arguments: ["changed", "changed, and longer", ""])
  func keepsFileThatChanged(content: String) throws {
    try write(["a.py": content])
    let files = try LocalFiles([folder.path])
    let failure = #expect(throws: FileFailure.self) {
      try files.replace(FilePath("a.py"), old: ContiguousArray("old text".utf8), with: [0x61])
    }
    #expect(failure?.reason == .changed)
    #expect(try folder.text(of: "a.py") == content)
    #expect(try folder.names == ["a.py"])
  }

  @Test func createsNewFileOnly() throws {
    try write(["a.py": "a"])
    let files = try LocalFiles([folder.path])
    try files.replace(FilePath("new.py"), old: nil, with: ContiguousArray("n".utf8))
    #expect(try folder.text(of: "new.py") == "n")
    let failure = #expect(throws: FileFailure.self) {
      try files.replace(FilePath("a.py"), old: nil, with: ContiguousArray("n".utf8))
    }
    #expect(failure?.reason == .changed)
    #expect(try folder.text(of: "a.py") == "a")
    #expect(try folder.names == ["a.py", "new.py"])
  }

  @Test func keepsFileThatBecameALink() throws {
    try write(["a.py": "old", "b.py": "old"])
    let files = try LocalFiles([folder.path])
    try folder.run("ln -sf b.py a.py")
    #expect(throws: FileFailure.self) {
      try files.replace(FilePath("a.py"), old: ContiguousArray("old".utf8), with: [0x61])
    }
    #expect(try folder.text(of: "b.py") == "old")
  }
}
#endif
