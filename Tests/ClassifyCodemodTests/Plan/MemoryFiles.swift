// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import ClassifyCodemod

/// A tree of files in memory.
final class MemoryFiles: FileTree {
  private let content: Mutex<[FilePath: ContiguousArray<UInt8>]>
  private let failures: [FilePath: FileFailure]
  private let selected: Set<FilePath>?
  /// The paths in the order in which they were written.
  let written = Mutex<[FilePath]>([])

  init(
    _ files: [String: String], selected: [String]? = nil, failures: [String: FileFailure] = [:]
  ) {
    content = Mutex(
      Dictionary(
        files.map { (FilePath($0), ContiguousArray($1.utf8)) }, uniquingKeysWith: { $1 }))
    self.selected = selected.map { Set($0.map { FilePath($0) }) }
    self.failures = Dictionary(
      failures.map { (FilePath($0), $1) }, uniquingKeysWith: { $1 })
  }

  subscript(path: String) -> String? {
    content.withLock { $0[FilePath(path)] }.map { String(decoding: $0, as: UTF8.self) }
  }

  func set(_ bytes: [UInt8], at path: String) {
    content.withLock { $0[FilePath(path)] = ContiguousArray(bytes) }
  }

  func listing() throws(FileFailure) -> FileListing {
    FileListing(paths: content.withLock { Array($0.keys) })
  }

  func isSelected(_ path: FilePath) -> Bool { selected?.contains(path) ?? true }

  func read(
    _ path: FilePath, limit: Int
  ) throws(FileFailure) -> ContiguousArray<UInt8> {
    if let failure = failures[path] { throw failure }
    guard let bytes = content.withLock({ $0[path] }) else {
      throw FileFailure(.missing, "there is no \(path)")
    }
    guard bytes.count <= limit else { throw FileFailure(.tooLarge, "\(path) is too large") }
    return bytes
  }

  func replace(
    _ path: FilePath, old: ContiguousArray<UInt8>?, with new: ContiguousArray<UInt8>
  ) throws(FileFailure) {
    if let failure = failures[path] { throw failure }
    guard content.withLock({ $0[path] }) == old else {
      throw FileFailure(.changed, "\(path) changed")
    }
    content.withLock { $0[path] = new }
    written.withLock { $0.append(path) }
  }
}
