// SPDX-License-Identifier: Apache-2.0

/// The files that a run reads and writes; ``LocalFiles`` is the one on disk, tests have their own.
public protocol FileTree: Sendable {
  /// Lists all regular files below the root.
  ///
  /// - Throws: ``FileFailure`` if the root can't be listed.
  func listing() throws(FileFailure) -> FileListing

  /// Whether there is a file or folder that the listing may leave out; asked to follow imports.
  ///
  /// - Parameters:
  ///   - path: A path below the root.
  ///   - isFolder: Whether to look for a folder instead of a regular file.
  /// - Returns: Whether it is there.
  func has(_ path: FilePath, isFolder: Bool) -> Bool

  /// Whether a file is to be migrated; others are only read to follow names.
  func isSelected(_ path: FilePath) -> Bool

  /// Whether a file was asked for by its own name, and not by that of its folder.
  func isNamed(_ path: FilePath) -> Bool

  /// Returns the content of a file.
  ///
  /// - Parameters:
  ///   - path: A path below the root.
  ///   - limit: The maximum number of bytes.
  /// - Returns: The bytes.
  /// - Throws: ``FileFailure``.
  func read(_ path: FilePath, limit: Int) throws(FileFailure) -> ContiguousArray<UInt8>

  /// Returns a part of a file.
  ///
  /// - Parameters:
  ///   - path: A path below the root.
  ///   - offset: The offset of the first byte.
  ///   - count: The maximum number of bytes.
  /// - Returns: Fewer bytes at the end of the file, none after it.
  /// - Throws: ``FileFailure``.
  func read(
    _ path: FilePath, at offset: Int, count: Int
  ) throws(FileFailure) -> ContiguousArray<UInt8>

  /// Removes what earlier runs that were killed left in some folders.
  func removeLeftovers(in folders: Set<FilePath>)

  /// Replaces a file in one step, with its old mode, or creates it.
  ///
  /// - Parameters:
  ///   - path: A path below the root.
  ///   - old: The content that the edits were made for; a file that changed since is left alone.
  ///     Nil if there must be no such file.
  ///   - new: The new content.
  /// - Throws: ``FileFailure``.
  func replace(
    _ path: FilePath, old: ContiguousArray<UInt8>?, with new: ContiguousArray<UInt8>
  ) throws(FileFailure)
}

extension FileTree {
  /// Returns false: the listing is complete.
  public func has(_ path: FilePath, isFolder: Bool) -> Bool { false }

  /// Returns true: all files are to be migrated.
  public func isSelected(_ path: FilePath) -> Bool { true }

  /// Returns false: all files were asked for.
  public func isNamed(_ path: FilePath) -> Bool { false }

  /// Does nothing.
  public func removeLeftovers(in folders: Set<FilePath>) {}

  /// Reads the whole file and returns a part of it.
  public func read(
    _ path: FilePath, at offset: Int, count: Int
  ) throws(FileFailure) -> ContiguousArray<UInt8> {
    ContiguousArray(try read(path, limit: .max).dropFirst(offset).prefix(count))
  }
}

/// The files of a tree.
public struct FileListing: Sendable, Hashable {
  /// The paths of the files, in any order.
  public var paths: [FilePath]
  /// The files and folders that can't be listed or have names that can't be read.
  public var failures: [FilePath: FileFailure]

  /// Creates a listing.
  public init(paths: [FilePath] = [], failures: [FilePath: FileFailure] = [:]) {
    self.paths = paths
    self.failures = failures
  }

  /// Adds the files of another listing that are not known yet.
  mutating func add(_ other: FileListing, known: inout Set<FilePath>) {
    paths += other.paths.filter { known.insert($0).inserted }
    failures.merge(other.failures) { first, _ in first }
  }
}

/// Why a file could not be read or written.
public struct FileFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure.
  public enum Reason: String, Sendable, Hashable { case missing, denied, tooLarge, changed, other }

  /// The kind of failure.
  public let reason: Reason
  /// A sentence for a person.
  public let message: String

  /// Creates a failure.
  public init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// The sentence.
  public var description: String { message }
}
