// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The names of all files of a project, indexed when they are asked for.
final class NameIndex: Sendable {
  /// The maximum number of files, without candidates, that are read to find uses of a definition.
  private static let maximumNeighbors = 200

  let project: Project
  let modules: ModuleFinder
  /// Whether the project names LlamaCloud: without it, nothing is suspected.
  var mentionsLlama: Bool { project.mentionsLlama }

  private let files = Mutex<[FilePath: FileNames?]>([:])
  private let neighborhoods = Mutex<[FilePath: [FilePath]]>([:])
  private let aliases = Mutex<[FilePath: [PathAlias]]>([:])

  init(_ project: Project) {
    self.project = project
    modules = project.modules
  }

  /// Returns the names of a file, or nil if it can't be read.
  func names(at path: FilePath) -> FileNames? {
    if let known = files.withLock({ $0[path] }) { return known }
    let names = project.file(at: path).map { FileNames(file: $0) }
    files.withLock { $0[path] = .some(names) }
    return names
  }

  /// Returns the names of a file as it is given, which may differ from the project's.
  func names(of file: SourceFile) -> FileNames {
    if let names = names(at: file.path), names.file.text == file.text { return names }
    return FileNames(file: file)
  }

  /// The candidates with a syntax tree.
  var programs: [FilePath] { project.candidates.filter { $0.tree != nil }.map(\.path) }

  /// Returns files that are no candidates and may use a definition of a file, the nearest first.
  func neighbors(of path: FilePath, isPython: Bool) -> [FilePath] {
    let folder = path.folder
    let key = isPython ? folder.appending("*.py") : folder.appending("*.ts")
    if let known = neighborhoods.withLock({ $0[key] }) { return known }
    let known = Set(project.candidates.map(\.path))
    let others = project.paths.filter { other in
      Language(fileName: other.name).map { $0.isProgram && ($0 == .python) == isPython } ?? false
        && !known.contains(other)
    }
    let ranked = others.map { (path: $0, length: $0.commonLength(folder)) }
      .sorted { $0.length == $1.length ? $0.path < $1.path : $0.length > $1.length }
    let nearest = ranked.prefix(Self.maximumNeighbors).map(\.path)
    neighborhoods.withLock { $0[key] = nearest }
    return nearest
  }

  /// Whether there are more files than ``neighbors(of:isPython:)`` returns.
  func hasMoreNeighbors(of path: FilePath, isPython: Bool) -> Bool {
    neighbors(of: path, isPython: isPython).count == Self.maximumNeighbors
  }

  /// Returns the path mappings for a file of TypeScript or JavaScript.
  func aliases(for path: FilePath) -> [PathAlias] {
    var folder = path.folder
    while true {
      for name in ["tsconfig.json", "jsconfig.json"] {
        let config = folder.appending(name)
        if let known = aliases.withLock({ $0[config] }) { return known }
        guard modules.contains(config), let file = project.file(at: config) else { continue }
        let found = PathAlias.aliases(in: file)
        aliases.withLock { $0[config] = found }
        return found
      }
      if folder == folder.folder { return [] }
      folder = folder.folder
    }
  }
}

extension SourceText {
  /// Whether the text contains `llama` in any case.
  var mentionsLlama: Bool { contains("llama") }

  /// Whether the text contains a word of letters and underscores, in any case.
  func contains(_ word: String) -> Bool {
    let word = Array(word.lowercased().utf8)
    guard bytes.count >= word.count, let first = word.first else { return false }
    return bytes.withUnsafeBufferPointer { buffer in
      (0...(buffer.count - word.count)).contains { start in
        buffer[start] | 0x20 == first | 0x20
          && word.indices.allSatisfy { buffer[start + $0] | 0x20 == word[$0] | 0x20 }
      }
    }
  }
}

extension FilePath {
  /// The number of leading bytes that two paths share.
  fileprivate func commonLength(_ other: FilePath) -> Int {
    zip(description.utf8, other.description.utf8).prefix { $0 == $1 }.count
  }
}
