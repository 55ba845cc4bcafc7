// SPDX-License-Identifier: Apache-2.0

/// Who reads a JSON or YAML file, and whether all of them are rewritten with it.
struct DataFileUse: Sendable {
  /// The files that name it, in ascending order.
  let readers: [FilePath]
  /// The first reader that is not rewritten with it; nil if there is none.
  let otherReader: FilePath?

  /// Finds the readers of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - context: The project, with the plans of its programs.
  init(of path: FilePath, in context: MigrationContext) {
    let readers = context.facts.mentions.files(naming: path)
    let rewritten = context.senders[path] ?? []
    self.readers = readers
    otherReader = readers.first { !rewritten.contains($0) }
  }

  /// Whether a rewritten script passes the file on, and nothing else names it.
  var isProved: Bool { !readers.isEmpty && otherReader == nil }
}

/// The JSON and YAML files that other files of a project name: who reads a body or a setting.
///
/// A name counts wherever it stands, because a path can be put together in many ways.
struct FileMentions: Sendable {
  private static let endings = [".json", ".yaml", ".yml"]
  private static let scan = WordScan([".json", ".yaml"])
  private static let shortScan = WordScan([".yml"])

  /// The files by the name that they mention; by the ending alone if the name is put together when
  /// the program runs.
  private var places: [String: [FilePath]] = [:]

  /// Finds the names in all files of a project but documentation.
  ///
  /// - Complexity: Reads every file of the tree once.
  init(in project: Project) {
    let candidates = Set(project.candidates.filter(\.runsV1).map(\.path))
    for path in project.paths.sorted() where Language(fileName: path.name) != .markdown {
      guard let bytes = project.bytes(at: path),
        Self.scan.matches(bytes) || Self.shortScan.matches(bytes)
      else { continue }
      for name in Self.names(in: bytes)
      where !Self.endings.contains(name) || candidates.contains(path) {
        places[name, default: []].append(path)
      }
    }
  }

  /// Returns the files that name a file, or that hold v1 and may name any file of its kind.
  func files(naming path: FilePath) -> [FilePath] {
    let ending = Self.endings.first(where: path.name.hasSuffix)
    let found = [path.name, ending].compactMap(\.self).flatMap { places[$0] ?? [] }
    return Set(found).subtracting([path]).sorted()
  }

  /// The file names in a text; only the ending of those that something else than a name precedes.
  private static func names(in bytes: ContiguousArray<UInt8>) -> Set<String> {
    var names: Set<String> = []
    for dot in bytes.indices where bytes[dot] == UInt8(ascii: ".") {
      guard let ending = endings.first(where: { bytes[dot...].starts(with: $0.utf8) }) else {
        continue
      }
      let end = dot + ending.utf8.count
      guard end == bytes.count || !isNameByte(bytes[end]) else { continue }
      var start = dot
      while start > 0, isNameByte(bytes[start - 1]) { start -= 1 }
      let isWhole = start == 0 || !"}*)$%".utf8.contains(bytes[start - 1])
      names.insert(isWhole ? String(decoding: bytes[start..<end], as: UTF8.self) : ending)
    }
    return names
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...: true
    default: false
    }
  }
}

extension SourceFile {
  /// Whether the file is code that runs and holds words of v1.
  fileprivate var runsV1: Bool {
    (language.isProgram || language == .shell || language == .notebook)
      && WordScan.scan(for: .python).matches(text.bytes)
  }
}
