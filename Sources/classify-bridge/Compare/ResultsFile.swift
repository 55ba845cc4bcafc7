// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The file of `--results`, by which a comparison goes on where it was.
enum ResultsFile {
  /// The name if none is given, in the current folder.
  static let defaultPath = "compare-results.jsonl"

  /// Opens a file to append results, and creates it if there is none.
  ///
  /// - Throws: ``CommandFailure`` if it is not a regular file; `ResultLogError` if it can't be opened.
  static func open(_ path: String) throws -> FileResultStorage {
    if let kind = System.kind(ofFileAt: path), kind != .regular {
      throw CommandFailure(
        "--results names \(PlainText.printable(path)), which is not a regular file")
    }
    return try FileResultStorage(path: path)
  }

  /// Opens the results of an earlier part of a run to read them, or returns `nil` if there are none.
  ///
  /// - Throws: ``CommandFailure`` if a run could not open the file.
  static func earlier(_ path: String) throws(CommandFailure) -> InputResultStorage? {
    let name = PlainText.printable(path)
    switch System.kind(ofFileAt: path) {
    case .regular: return try InputResultStorage(path: path)
    case nil:
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
      guard System.isFolder(folder) else {
        throw CommandFailure(
          "can't write \(name): there is no folder \(PlainText.printable(folder)); create it first")
      }
      return nil
    default: throw CommandFailure("--results names \(name), which is not a regular file")
    }
  }
}

/// Results that are only read: a file of any kind, or standard input, without a byte order mark at
/// its beginning.
final class InputResultStorage: ResultStorage {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let descriptor: FileDescriptor
  private let name: String

  /// Opens a file, or standard input if the path is `-`.
  init(path: String) throws(CommandFailure) {
    let isStandardInput = path == FileList.standardInput
    descriptor = isStandardInput ? .standardInput : try System.open(path)
    name = isStandardInput ? "standard input" : PlainText.printable(path)
  }

  deinit {
    if descriptor != .standardInput { System.close(descriptor) }
  }

  /// Reads the next bytes; a log is read from its beginning to its end.
  func read(from offset: Int, upTo count: Int) throws -> [UInt8] {
    var bytes = try next(upTo: count)
    guard offset == 0 else { return bytes }
    // A pipe can have fewer bytes at first.
    while bytes.count < min(Self.byteOrderMark.count, count) {
      let more = try next(upTo: count - bytes.count)
      guard !more.isEmpty else { break }
      bytes += more
    }
    guard bytes.starts(with: Self.byteOrderMark) else { return bytes }
    bytes.removeFirst(Self.byteOrderMark.count)
    // No bytes would be the end.
    return bytes.isEmpty ? try next(upTo: count) : bytes
  }

  private func next(upTo count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let length = try bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(CommandFailure) in
        try System.read(descriptor, into: buffer, name: name)
      }
    }.get()
    return Array(bytes.prefix(length))
  }

  func truncate(to length: Int) throws { throw Self.unwritable }
  func append(_ bytes: [UInt8]) throws { throw Self.unwritable }
  func synchronize() throws { throw Self.unwritable }

  private static let unwritable = ResultLogError("these results are only read")
}

/// Results that are kept nowhere: those of the sandbox, which is gone with the command.
struct DroppedResultStorage: ResultStorage {
  func read(from offset: Int, upTo count: Int) throws -> [UInt8] { [] }
  func truncate(to length: Int) throws {}
  func append(_ bytes: [UInt8]) throws {}
  func synchronize() throws {}
}
