// SPDX-License-Identifier: Apache-2.0

/// Lists the files of a folder as git does: without those that its ignore files name.
///
/// `.gitignore` of each folder, `.git/info/exclude` of each repository and the user's own file count.
/// Unlike git, the walk knows no index: a file that is ignored and tracked is left out. Links are not
/// followed, and folders named `.git` are not read.
///
/// Neither are folders below the first one that hold other projects: other repositories, submodules and
/// worktrees, which have a `.git` of their own, and installed packages.
struct FolderWalk {
  /// The absolute path of the tree's root, without a slash at its end.
  let root: String
  /// Whether ignored files are listed too.
  let includesIgnored: Bool
  /// The user's rules, which apply to all folders.
  let userRules: IgnoreRules?

  /// The greatest size of an ignore file that is read.
  private static let maximumRulesSize = 1 << 20

  /// A folder to list, with the rules that apply to it: the ones that decide last come first.
  private struct Folder {
    var path: FilePath
    var rules: [IgnoreRules]
    var repositories: [IgnoreRules]
  }

  /// Returns the files below a folder.
  ///
  /// - Parameter first: A folder of the tree; it is listed even if it is ignored.
  /// - Returns: The files, and the folders and names that could not be read.
  func listing(of first: FilePath) -> FileListing {
    var listing = FileListing()
    var pending = [start(at: first)]
    while let folder = pending.popLast() {
      list(folder, first: first, &pending, &listing)
    }
    return listing
  }

  /// Returns the files in a folder, without those in the folders below it.
  func files(in folder: FilePath) -> FileListing {
    var listing = FileListing()
    var folders: [Folder] = []
    list(start(at: folder), first: folder, &folders, &listing)
    return listing
  }

  /// Returns a folder with the rules of all folders that contain it.
  private func start(at path: FilePath) -> Folder {
    var folder = Folder(path: FilePath(""), rules: [], repositories: [])
    for component in path.description.split(separator: "/") {
      enter(&folder, isFirst: true)
      folder.path = folder.path.appending(String(component))
    }
    return folder
  }

  /// Adds the rules in a folder to those that apply to it.
  private func enter(_ folder: inout Folder, isFirst: Bool) {
    guard !includesIgnored else { return }
    if let rules = Self.rules(at: "\(root)/\(folder.path)/.gitignore", for: folder.path) {
      folder.rules.insert(rules, at: 0)
    }
    // Folders below the first one are of the same repository.
    guard isFirst else { return }
    let repository = GitFolder.shared(of: "\(root)/\(folder.path)")
    if let rules = Self.rules(at: "\(repository)/info/exclude", for: folder.path) {
      folder.repositories.insert(rules, at: 0)
    }
  }

  /// Returns the rules in the first ``maximumRulesSize`` bytes of a file; nil if there are none.
  static func rules(at path: String, for folder: FilePath) -> IgnoreRules? {
    guard let file = try? POSIX.File(reading: path),
      let text = try? file.read(at: 0, count: maximumRulesSize)
    else { return nil }
    let rules = IgnoreRules(text, in: folder)
    return rules.isEmpty ? nil : rules
  }

  private func list(
    _ folder: Folder, first: FilePath, _ pending: inout [Folder], _ listing: inout FileListing
  ) {
    var folder = folder
    let entries: [POSIX.Entry]
    do throws(FileFailure) {
      entries = try POSIX.entries(of: "\(root)/\(folder.path)")
    } catch {
      listing.failures[folder.path] = error
      return
    }
    let isFirst = folder.path == first
    guard isFirst || !entries.contains(where: { Self.foreignNames.contains($0.name) }) else {
      return
    }
    enter(&folder, isFirst: isFirst)
    let prefix = folder.path.description.isEmpty ? [] : Array("\(folder.path)/".utf8)
    for entry in entries {
      let isFolder = entry.kind == .folder
      guard isFolder ? !Self.skippedFolders.contains(entry.name) : entry.kind == .file,
        entry.name != Self.gitName
      else { continue }
      let bytes = prefix + entry.name
      guard includesIgnored || !isIgnored(bytes, isFolder: isFolder, folder) else { continue }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        let path = FilePath(String(decoding: bytes, as: UTF8.self))
        // A name that no language has is no news.
        if isFolder || Language(fileName: path.name) != nil {
          listing.failures[path] = FileFailure(
            .other, "the name of \(path) is not UTF-8; rename it")
        }
        continue
      }
      if isFolder {
        pending.append(
          Folder(
            path: FilePath(text), rules: folder.rules, repositories: folder.repositories))
      } else {
        listing.paths.append(FilePath(text))
      }
    }
  }

  /// The folder of a repository, and the file that a worktree or submodule has instead.
  private static let gitName = Array(".git".utf8)

  /// What a folder has that is a project of its own, or a virtual environment of Python.
  private static let foreignNames: Set<[UInt8]> = [gitName, Array("pyvenv.cfg".utf8)]

  /// The folders of installed packages.
  private static let skippedFolders: Set<[UInt8]> = [
    Array("node_modules".utf8), Array("site-packages".utf8),
  ]

  private func isIgnored(_ path: [UInt8], isFolder: Bool, _ folder: Folder) -> Bool {
    for rules in folder.rules + folder.repositories {
      if let isIgnored = rules.isIgnored(path, isFolder: isFolder) { return isIgnored }
    }
    return userRules?.isIgnored(path, isFolder: isFolder) ?? false
  }
}
