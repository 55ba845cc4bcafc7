// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension System {
  /// The kind of a file, for readers.
  enum FileKind {
    /// A regular file: reading it does not block indefinitely.
    case regular
    /// A pipe or a socket: reading it blocks until another process writes.
    case stream
    /// A terminal, a directory, a device, or a closed descriptor.
    case other
  }

  /// Returns the kind of an open file.
  static func kind(of descriptor: FileDescriptor) -> FileKind {
    status(of: descriptor).map { kind(of: $0) } ?? .other
  }

  /// Returns the kind of the file at a path, or `nil` if `stat` fails.
  static func kind(ofFileAt path: String) -> FileKind? {
    status(of: path).map { kind(of: $0) }
  }

  /// Whether a path names a folder or a link to one.
  static func isFolder(_ path: String) -> Bool {
    status(of: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Whether a path names a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(characters(of: path), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Returns the size of a file in bytes, or `nil` if `stat` fails.
  static func size(ofFileAt path: String) -> Int? {
    status(of: path).map { Int($0.st_size) }
  }

  /// Returns the size of an open file in bytes, or `nil` if `fstat` fails; 0 for most streams.
  static func size(of descriptor: FileDescriptor) -> Int? {
    status(of: descriptor).map { Int($0.st_size) }
  }

  /// What the paths of a file have in common, whatever folders and links they go through.
  struct FileIdentity: Hashable {
    fileprivate let device: dev_t
    fileprivate let number: ino_t
  }

  /// Returns the identity of an open file, or `nil` if it is closed.
  static func identity(of descriptor: FileDescriptor) -> FileIdentity? {
    status(of: descriptor).map { FileIdentity(device: $0.st_dev, number: $0.st_ino) }
  }

  /// Returns the identity of the file at a path, or `nil` if `stat` fails.
  static func identity(ofFileAt path: String) -> FileIdentity? {
    status(of: path).map { FileIdentity(device: $0.st_dev, number: $0.st_ino) }
  }

  /// Whether an open file is the one at a path.
  static func isFile(_ descriptor: FileDescriptor, at path: String) -> Bool {
    guard let open = identity(of: descriptor) else { return false }
    return open == identity(ofFileAt: path)
  }

  /// Whether each write to an open file goes to its end, as after `>>` in a shell.
  static func isAppended(_ descriptor: FileDescriptor) -> Bool {
    let flags = fcntl(descriptor.rawValue, F_GETFL)
    return flags >= 0 && flags & O_APPEND != 0
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(characters(of: path), &status) == 0 ? status : nil
  }

  private static func status(of descriptor: FileDescriptor) -> stat? {
    var status = stat()
    return fstat(descriptor.rawValue, &status) == 0 ? status : nil
  }

  private static func kind(of status: stat) -> FileKind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFIFO, S_IFSOCK: .stream
    default: .other
    }
  }

  /// The properties of a regular file that change when it is replaced or written.
  struct FileState: Hashable, Sendable {
    var device: Int
    var number: Int
    var size: Int
    /// The time of the last change of the contents, in seconds and nanoseconds.
    var seconds: Int
    var nanoseconds: Int
  }

  /// Returns the properties of an open regular file; `nil` for other files.
  static func state(of descriptor: FileDescriptor) -> FileState? {
    status(of: descriptor).flatMap { state($0) }
  }

  /// Returns the properties of the regular file at a path; `nil` for other files.
  static func state(ofFileAt path: String) -> FileState? {
    status(of: path).flatMap { state($0) }
  }

  private static func state(_ status: stat) -> FileState? {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    return FileState(
      device: Int(truncatingIfNeeded: status.st_dev),
      number: Int(truncatingIfNeeded: status.st_ino), size: Int(status.st_size),
      seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
  }
}
