// SPDX-License-Identifier: Apache-2.0

/// The files that arguments name: files, the contents of folders, and names on standard input.
///
/// Files of a folder are sorted by the bytes of their names. A file that is found in a folder or on
/// standard input is listed once.
struct FileList {
  /// A listed file.
  struct Entry: Hashable {
    let path: String
    /// The reason why the file can't be read; `nil` if none is known yet.
    var fault: String?
  }

  /// The argument that stands for names on standard input.
  static let standardInput = "-"
  private static let slash = UInt8(ascii: "/")

  private let isRecursive: Bool
  private let ownFiles: Set<System.FileIdentity>
  private(set) var entries: [Entry] = []
  private var skipped: [(reason: String, first: String, count: Int)] = []
  private var named: Set<[UInt8]> = []
  private var found: Set<[UInt8]> = []

  /// Lists files.
  ///
  /// - Parameters:
  ///   - arguments: The paths; `-` stands for names on standard input.
  ///   - isRecursive: Whether the files in folders are listed. Otherwise a folder is an entry with a
  ///     fault.
  ///   - ownFiles: The files that the command reads or writes itself; they are skipped unless an
  ///     argument names them.
  ///   - readNames: Returns the names on standard input.
  init(
    _ arguments: [String], isRecursive: Bool, skipping ownFiles: Set<System.FileIdentity> = [],
    readNames: () throws -> [String]
  ) rethrows {
    self.isRecursive = isRecursive
    self.ownFiles = ownFiles
    for argument in arguments {
      if argument == Self.standardInput {
        for name in try readNames() { addFound(name) }
      } else if System.isFolder(argument) {
        addFolder(argument)
      } else if found.contains(Self.key(of: argument)) {
        skip(argument, Self.repeated)
      } else {
        named.insert(Self.key(of: argument))
        entries.append(Entry(path: argument))
      }
    }
  }

  /// A line for each kind of file that was skipped.
  var messages: [String] {
    skipped.map { reason, first, count in
      "skipped \(PlainText.printable(first))\(count > 1 ? " and \(count - 1) more" : "") \(reason)"
    }
  }

  /// Returns the files at paths, and those of the standard streams.
  static func ownFiles(at paths: [String]) -> Set<System.FileIdentity> {
    let streams = [FileDescriptor.standardInput, .standardOutput, .standardError]
    let files = paths.filter { $0 != standardInput }
    return Set(
      files.compactMap { System.identity(ofFileAt: $0) }
        + streams.compactMap { System.identity(of: $0) })
  }

  /// Returns what two paths have in common that name the same file by the same folders.
  static func key(of path: String) -> [UInt8] {
    let parts = path.utf8.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }
    let root = path.utf8.first == slash ? [slash] : []
    return root + Array(parts.map { Array($0) }.joined(separator: [slash]))
  }

  // MARK: - Folders

  private static let repeated = "(listed already)"
  private static let hidden = "(hidden)"
  /// Not followed, because such links can form a loop.
  private static let folderLink = "(link to a folder)"
  private static let irregular = "(not a regular file)"
  private static let own = "(read or written by this command itself)"

  private mutating func addFound(_ path: String) {
    if System.isFolder(path) {
      addFolder(path)
    } else {
      addFile(path)
    }
  }

  private mutating func addFile(_ path: String) {
    let key = Self.key(of: path)
    if let identity = System.identity(ofFileAt: path), ownFiles.contains(identity) {
      skip(path, Self.own)
      return
    }
    guard !named.contains(key), found.insert(key).inserted else {
      skip(path, Self.repeated)
      return
    }
    entries.append(Entry(path: path))
  }

  private mutating func addFolder(_ path: String) {
    guard isRecursive else {
      entries.append(
        Entry(path: path, fault: "it is a folder; give --recursive to classify its files"))
      return
    }
    let names: [String]
    do throws(CommandFailure) {
      names = try System.names(inFolderAt: path)
    } catch {
      entries.append(Entry(path: path, fault: error.description))
      return
    }
    let separator = path.utf8.last == Self.slash ? "" : "/"
    let sorted = names.map { (name: $0, bytes: SystemText.bytes(of: $0)) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    for (name, bytes) in sorted {
      let inner = path + separator + name
      if bytes.first == UInt8(ascii: ".") {
        skip(inner, Self.hidden)
      } else if System.kind(ofFileAt: inner) == .regular {
        addFile(inner)
      } else if !System.isFolder(inner) {
        skip(inner, Self.irregular)
      } else if System.isLink(inner) {
        skip(inner, Self.folderLink)
      } else {
        addFolder(inner)
      }
    }
  }

  private mutating func skip(_ path: String, _ reason: String) {
    if let position = skipped.firstIndex(where: { $0.reason == reason }) {
      skipped[position].count += 1
    } else {
      skipped.append((reason, path, 1))
    }
  }
}
