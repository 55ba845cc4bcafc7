// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#elseif canImport(Glibc)
import Glibc
#endif

/// A result log's file, locked against other processes until the storage is released.
public final class FileResultStorage: ResultStorage {
  private let descriptor: Int32

  /// Opens a file for reading and appending; creates it, readable by its owner alone, if there is
  /// none.
  ///
  /// - Parameter path: The path of the file.
  /// - Throws: ``ResultLogError`` if the file can't be opened, or another process has it open as a
  ///   result log.
  public init(path: String) throws(ResultLogError) {
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC
    descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else { throw Self.error("can't be opened") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK {
        throw ResultLogError(
          "the results are in use by another process; use another file, or wait for its end")
      }
      throw Self.error("can't be locked")
    }
    Self.synchronizeFolder(of: path)
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// Reads bytes at an offset.
  ///
  /// - Throws: ``ResultLogError`` with the system's message.
  public func read(from offset: Int, upTo count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    while true {
      let length = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, count, off_t(offset))
      }
      if length >= 0 { return Array(bytes.prefix(length)) }
      guard errno == EINTR else { throw Self.error("can't be read") }
    }
  }

  /// Removes all bytes after a length.
  ///
  /// - Throws: ``ResultLogError`` with the system's message.
  public func truncate(to length: Int) throws {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.error("can't be truncated") }
  }

  /// Writes bytes to the end of the file; repeats partial and interrupted writes.
  ///
  /// - Throws: ``ResultLogError`` with the system's message.
  public func append(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if length >= 0 {
        rest = rest.dropFirst(length)
      } else if errno != EINTR {
        throw Self.error("can't be written")
      }
    }
  }

  /// Calls `fsync`; on Apple platforms also flushes the cache of the drive, if that is possible.
  ///
  /// - Throws: ``ResultLogError`` with the system's message.
  public func synchronize() throws {
    #if canImport(Darwin)
    if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    while fsync(descriptor) != 0 {
      // A pipe or a device can't be synchronized, and needn't be.
      if errno == EINVAL { return }
      guard errno == EINTR else { throw Self.error("can't be synchronized") }
    }
  }

  /// Makes the name of a new file survive a power failure.
  ///
  /// Errors are ignored, because not every file system can do it.
  private static func synchronizeFolder(of path: String) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }

  private static func error(_ fault: String, code: Int32 = errno) -> ResultLogError {
    let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return ResultLogError("the file of results \(fault): \(reason)")
  }
}
