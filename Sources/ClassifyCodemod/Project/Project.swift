// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The files that one run looks at together.
///
/// ``candidates`` hold words of v1 and are read at once. Other files, such as the module that
/// creates the client, are read when a name of a candidate leads to them.
struct Project: Sendable {
  /// The files that hold words of v1, in ascending order of their paths.
  let candidates: [SourceFile]

  /// The paths of all files of the tree that could be read on demand.
  let paths: Set<FilePath>

  private let positions: [FilePath: Int]
  private let has: @Sendable (FilePath, _ isFolder: Bool) -> Bool
  private let read: @Sendable (FilePath) -> SourceFile?
  private let load: @Sendable (FilePath) -> ContiguousArray<UInt8>?
  private let memory: Memory

  /// What was found out on demand.
  private final class Memory: Sendable {
    /// The files that were read; nil for those that can't be read.
    let files = Mutex<[FilePath: SourceFile?]>([:])
    let mentionsLlama = Mutex<Bool?>(nil)
  }

  /// Creates a project.
  ///
  /// - Parameters:
  ///   - candidates: The files that hold words of v1.
  ///   - paths: The paths of all files of the tree in a readable language.
  ///   - has: Whether there is a file or folder that is not in ``paths``.
  ///   - read: Reads and parses another file of ``paths``; nil if it can't be read. The answers are
  ///     remembered.
  ///   - load: Reads the bytes of another file of ``paths``; nil if it can't be read.
  init(
    candidates: [SourceFile], paths: Set<FilePath>,
    has: @escaping @Sendable (FilePath, _ isFolder: Bool) -> Bool = { _, _ in false },
    read: @escaping @Sendable (FilePath) -> SourceFile? = { _ in nil },
    load: @escaping @Sendable (FilePath) -> ContiguousArray<UInt8>? = { _ in nil }
  ) {
    self.init(candidates: candidates, paths: paths, has: has, read: read, load: load, Memory())
  }

  private init(
    candidates: [SourceFile], paths: Set<FilePath>,
    has: @escaping @Sendable (FilePath, _ isFolder: Bool) -> Bool,
    read: @escaping @Sendable (FilePath) -> SourceFile?,
    load: @escaping @Sendable (FilePath) -> ContiguousArray<UInt8>?, _ memory: Memory
  ) {
    self.memory = memory
    let sorted = candidates.sorted { $0.path < $1.path }
    self.candidates = sorted
    positions = Dictionary(
      sorted.enumerated().map { ($0.element.path, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    self.paths = paths.union(candidates.map(\.path))
    self.has = has
    self.read = read
    self.load = load
  }

  /// Whether there is a file at a path.
  func contains(_ path: FilePath) -> Bool { paths.contains(path) || has(path, false) }

  /// The files that modules stand for.
  var modules: ModuleFinder { ModuleFinder(paths: paths, has: has) }

  /// Returns a file of the tree, or nil if there is none or it can't be read.
  func file(at path: FilePath) -> SourceFile? {
    if let position = positions[path] { return candidates[position] }
    guard contains(path) else { return nil }
    if let known = memory.files.withLock({ $0[path] }) { return known }
    let file = read(path)
    memory.files.withLock { $0[path] = .some(file) }
    return file
  }

  /// Returns the bytes of a file of the tree without parsing it, or nil if they can't be read.
  func bytes(at path: FilePath) -> ContiguousArray<UInt8>? {
    if let position = positions[path] { return candidates[position].text.bytes }
    return contains(path) ? load(path) : nil
  }

  /// Returns the project with another content of a file.
  func replacing(_ file: SourceFile) -> Project {
    Project(
      candidates: candidates.filter { $0.path != file.path } + [file], paths: paths, has: has,
      read: read, load: load, memory)
  }

  /// Whether a candidate names LlamaCloud, or another program names its SDK: without it, nothing is
  /// suspected.
  ///
  /// - Complexity: Reads other programs once, and only if no candidate names LlamaCloud.
  var mentionsLlama: Bool {
    if let known = memory.mentionsLlama.withLock(\.self) { return known }
    let found =
      candidates.contains { WordScan.sdks.matches($0.text.bytes) }
      || programs(holding: .packages).contains { positions[$0] == nil }
    memory.mentionsLlama.withLock { $0 = found }
    return found
  }

  /// Returns the programs and notebooks with any of some words, in any order.
  ///
  /// - Complexity: Reads the programs without words of v1 as the result is iterated.
  func programs(
    holding words: WordScan
  ) -> some Sequence<FilePath> {
    paths.lazy.filter { path in
      // A file without an extension is a program by its first line.
      let language = Language(fileName: path.name)
      guard language.map({ $0.isProgram || $0 == .notebook }) ?? true else { return false }
      return bytes(at: path).map(words.matches) ?? false
    }
  }
}
