// SPDX-License-Identifier: Apache-2.0

/// The files of a project on disk.
///
/// The root is the repository that contains all given paths, or else their common folder. Other files
/// of the repository are read to follow names, and never written; without a repository, only files
/// beside the given ones and what they import are, since the folder may be the user's home.
public struct LocalFiles: FileTree {
  /// The absolute path of the root, without links and without a slash at its end.
  public let root: String

  /// The files and folders to migrate.
  public let selection: [FilePath]

  private let walk: FolderWalk
  private let isRepository: Bool

  /// Creates a tree of files.
  ///
  /// - Parameters:
  ///   - paths: Files and folders; one of them at least. They are read even if git ignores them.
  ///   - readsIgnoredFiles: Whether files that git ignores are read too.
  ///   - userIgnoreFile: The file with the user's own ignore rules; see ``userIgnoreFile(_:)``.
  /// - Throws: ``FileFailure`` with the first path that does not exist.
  public init(
    _ paths: [String], readsIgnoredFiles: Bool = false, userIgnoreFile: String? = nil
  ) throws(FileFailure) {
    var absolute: [String] = []
    var folders: [[Substring]] = []
    for path in paths {
      let resolved = try POSIX.absolutePath(path)
      let kind = try POSIX.status(of: resolved).kind
      guard kind == .file || kind == .folder else {
        throw FileFailure(.other, "\(path) is neither a file nor a folder")
      }
      absolute.append(resolved)
      let components = resolved.split(separator: "/")
      folders.append(kind == .folder ? components : components.dropLast())
    }
    let common = folders.dropFirst().reduce(folders.first ?? []) { common, folder in
      zip(common, folder).prefix { $0 == $1 }.map(\.0)
    }
    let repository = Self.repository(around: common)
    let root = repository ?? common.map { "/\($0)" }.joined()
    self.root = root
    isRepository = repository != nil
    selection = absolute.map { FilePath(String($0.dropFirst(root.count))) }
    walk = FolderWalk(
      root: root, includesIgnored: readsIgnoredFiles,
      userRules: userIgnoreFile.flatMap { FolderWalk.rules(at: $0, for: FilePath("")) })
  }

  /// Returns the path of git's default file with ignore rules of the user.
  ///
  /// - Parameter environment: Returns a variable, or nil if it is not set or empty.
  /// - Returns: Nil without a home folder; there need not be such a file.
  public static func userIgnoreFile(_ environment: (String) -> String?) -> String? {
    if let folder = environment("XDG_CONFIG_HOME") { return "\(folder)/git/ignore" }
    return environment("HOME").map { "\($0)/.config/git/ignore" }
  }

  /// The nearest folder with a repository at or above a folder.
  private static func repository(around folder: [Substring]) -> String? {
    for count in stride(from: folder.count, through: 0, by: -1) {
      let path = folder.prefix(count).map { "/\($0)" }.joined()
      if (try? POSIX.status(of: "\(path)/.git")) != nil { return path }
    }
    return nil
  }

  /// Lists the tree as git would, and the given paths even if git ignores them; without a repository,
  /// the given folders and the folders of the given files.
  public func listing() throws(FileFailure) -> FileListing {
    var listing = isRepository ? walk.listing(of: FilePath("")) : FileListing()
    var known = Set(listing.paths)
    for path in selection where !known.contains(path) {
      if try POSIX.status(of: absolute(path)).kind == .file {
        var files = isRepository ? FileListing() : walk.files(in: path.folder)
        files.paths.append(path)
        listing.add(files, known: &known)
      } else if !isRepository || !known.contains(where: { $0.isBelow(path) }) {
        listing.add(walk.listing(of: path), known: &known)
      }
    }
    if let failure = listing.failures[FilePath("")], isRepository || isSelected(FilePath("")) {
      throw failure
    }
    listing.failures = listing.failures.filter { isSelected($0.key) }
    return listing
  }

  /// Whether there is a file or folder that the listing may leave out.
  ///
  /// Without a repository, folders beside the given files are not listed. Links are not followed.
  public func has(_ path: FilePath, isFolder: Bool) -> Bool {
    guard !isRepository, !path.description.isEmpty else { return false }
    var folder = path.folder
    while !folder.description.isEmpty {
      guard kind(of: folder) == .folder else { return false }
      folder = folder.folder
    }
    return kind(of: path) == (isFolder ? .folder : .file)
  }

  private func kind(of path: FilePath) -> POSIX.Status.Kind? {
    try? POSIX.status(of: absolute(path)).kind
  }

  /// Whether a file is one of the given paths or lies below one.
  public func isSelected(_ path: FilePath) -> Bool {
    selection.contains { path == $0 || path.isBelow($0) }
  }

  /// Whether a file is one of the given paths.
  public func isNamed(_ path: FilePath) -> Bool { selection.contains(path) }

  /// Reads a regular file.
  public func read(_ path: FilePath, limit: Int) throws(FileFailure) -> ContiguousArray<UInt8> {
    let file = try open(path)
    let size = try file.status.size
    guard size <= limit else {
      throw FileFailure(
        .tooLarge, "\(path) has \(size) bytes; files of more than \(limit) are not read")
    }
    let bytes = try file.read(at: 0, count: size + 1)
    guard bytes.count <= size else {
      throw FileFailure(.changed, "\(path) grew while it was read")
    }
    return bytes
  }

  /// Reads a part of a regular file.
  public func read(
    _ path: FilePath, at offset: Int, count: Int
  ) throws(FileFailure) -> ContiguousArray<UInt8> {
    try open(path).read(at: offset, count: count)
  }

  private func open(_ path: FilePath) throws(FileFailure) -> POSIX.File {
    let file = try POSIX.File(reading: absolute(path))
    guard try file.status.kind == .file else {
      throw FileFailure(.other, "\(path) is not a regular file")
    }
    return file
  }

  /// Returns the absolute path of a file of the tree.
  private func absolute(_ path: FilePath) -> String { "\(root)/\(path)" }
}

// MARK: Writing

extension LocalFiles {
  /// Removes the temporary files of processes that have ended.
  public func removeLeftovers(in folders: Set<FilePath>) {
    for folder in folders {
      for entry in (try? POSIX.entries(of: absolute(folder))) ?? [] where entry.kind == .file {
        let name = String(decoding: entry.name, as: UTF8.self)
        if POSIX.isLeftover(name) { POSIX.remove("\(absolute(folder))/\(name)") }
      }
    }
  }

  /// Writes a temporary file in the same folder and gives it the name of the file.
  ///
  /// A crash leaves the old content or the new one. The mode and the owner of the file are kept.
  public func replace(
    _ path: FilePath, old: ContiguousArray<UInt8>?, with new: ContiguousArray<UInt8>
  ) throws(FileFailure) {
    let target = absolute(path)
    let folder = absolute(path.folder)
    let file = try POSIX.File(temporaryIn: folder)
    do throws(FileFailure) {
      if let old {
        let status = try POSIX.status(of: target)
        let own = try file.status
        if (own.owner, own.group) != (status.owner, status.group) {
          try file.setOwner(status.owner, group: status.group)
        }
        try file.write(new, mode: status.mode)
        guard status.kind == .file, try read(path, limit: old.count) == old else {
          throw FileFailure(.changed, "\(path) changed since it was read; run again")
        }
        try POSIX.rename(file.path, to: target)
      } else {
        try file.write(new, mode: Self.newFileMode)
        try POSIX.create(target, from: file.path)
      }
    } catch {
      POSIX.remove(file.path)
      throw error.reason == .tooLarge
        ? FileFailure(.changed, "\(path) changed since it was read; run again") : error
    }
    POSIX.synchronize(folder: folder)
  }

  /// The mode of shims: readable by all, as source files are.
  private static let newFileMode: UInt32 = 0o644
}

extension FilePath {
  /// Whether the path lies in a folder, at any depth; all paths lie in the root.
  fileprivate func isBelow(_ folder: FilePath) -> Bool {
    folder.description.isEmpty || description.hasPrefix("\(folder.description)/")
  }
}
