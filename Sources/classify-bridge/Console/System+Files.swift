// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension System {
  /// Returns the names in a folder, each a ``SystemText``, in no order and without `.` and `..`.
  static func names(inFolderAt path: String) throws(CommandFailure) -> [String] {
    guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name),
      let folder = opendir(characters(of: path))
    else { throw unreadable(path) }
    defer { closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        if errno != 0 { throw unreadable(path) }
        return names
      }
      // The structure can be shorter than its declared size, so its name is not copied.
      let name = text(at: UnsafeRawPointer(entry).advanced(by: offset))
      if name != "." && name != ".." { names.append(name) }
    }
  }

  /// The folder and the name of a file, which is the same for all paths of it but hard links.
  struct FilePlace: Hashable {
    let folder: FileIdentity
    let name: [UInt8]
  }

  private static let slash = UInt8(ascii: "/")
  /// The maximum number of links that are followed, as on Linux.
  private static let maximumLinks = 40

  /// Returns the place of a file that can be missing, behind all links; `nil` if its folder is missing,
  /// the path is that of a folder, or there are more than 40 links.
  static func place(of path: String) -> FilePlace? {
    guard let bytes = pathBehindLinks(path) else { return nil }
    let end = endOfFolder(in: bytes)
    let name = Array(bytes[end...])
    let folder = end == 0 ? "." : SystemText.text(of: Array(bytes[..<end]))
    guard !name.isEmpty, let identity = identity(ofFileAt: folder) else { return nil }
    return FilePlace(folder: identity, name: name)
  }

  /// Returns the path of a file that can be missing, behind all links to it; `nil` if there are more
  /// than 40.
  static func pathBehindLinks(_ path: String) -> [UInt8]? {
    var bytes = SystemText.bytes(of: path)
    for _ in 0..<maximumLinks {
      guard let target = link(at: SystemText.text(of: bytes)) else { return bytes }
      bytes = target.first == slash ? target : bytes[..<endOfFolder(in: bytes)] + target
    }
    return nil
  }

  private static func endOfFolder(in path: [UInt8]) -> Int {
    path.lastIndex(of: slash).map { $0 + 1 } ?? 0
  }

  /// Returns what a symbolic link says; `nil` if the path is not that of one.
  private static func link(at path: String) -> [UInt8]? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(characters(of: path), &target, target.count)
    return count < 0 ? nil : target.prefix(count).map { UInt8(bitPattern: $0) }
  }

  /// Moves the position of an open file forward.
  ///
  /// - Throws: ``CommandFailure`` if the file has no positions, as a pipe.
  static func skip(
    _ count: Int, in descriptor: FileDescriptor, name: String
  ) throws(CommandFailure) {
    guard lseek(descriptor.rawValue, off_t(count), SEEK_CUR) >= 0 else {
      throw CommandFailure("can't read \(name) from byte \(count): \(reason(errno))")
    }
  }

  /// Removes the end of an open file, and moves its position to what is then the end.
  ///
  /// - Parameters:
  ///   - descriptor: A regular file that is open for writing.
  ///   - size: The number of bytes to keep.
  ///   - path: The path, for the error message.
  /// - Throws: ``CommandFailure`` with the path and the system's message.
  static func truncate(
    _ descriptor: FileDescriptor, to size: Int, at path: String
  ) throws(CommandFailure) {
    guard ftruncate(descriptor.rawValue, off_t(size)) == 0,
      lseek(descriptor.rawValue, off_t(size), SEEK_SET) >= 0
    else { throw unwritable(path) }
  }

  /// Writes whole lines; after an error, a regular file does not end in a part of one.
  static func writeLines(
    _ bytes: [UInt8], to descriptor: FileDescriptor
  ) throws(OutputError) {
    let start = lseek(descriptor.rawValue, 0, SEEK_CUR)
    do throws(OutputError) {
      try write(bytes, to: descriptor)
    } catch {
      let end = lseek(descriptor.rawValue, 0, SEEK_CUR)
      if start >= 0, end > start, end - start <= off_t(bytes.count), state(of: descriptor) != nil,
        size(of: descriptor).map({ off_t($0) }) == end
      {
        let written = bytes[..<Int(end - start)]
        let whole = written.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let kept = start + off_t(whole)
        if ftruncate(descriptor.rawValue, kept) == 0 {
          _ = lseek(descriptor.rawValue, kept, SEEK_SET)
        }
      }
      throw error
    }
  }

  /// Locks an open file for this process.
  ///
  /// - Returns: `false` if another process has locked it.
  static func lock(_ descriptor: FileDescriptor) -> Bool {
    flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Writes a finished file to the disk, and gives it the permissions of the file that it replaces.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - path: The file's path, for the error message.
  ///   - target: The path of the file that it replaces, if there is one.
  /// - Throws: ``CommandFailure`` with the path and the system's message.
  static func complete(
    _ descriptor: FileDescriptor, at path: String, replacing target: String
  ) throws(CommandFailure) {
    var status = stat()
    if stat(characters(of: target), &status) == 0 {
      _ = fchmod(descriptor.rawValue, status.st_mode & 0o777)
    }
    guard fsync(descriptor.rawValue) == 0 else { throw unwritable(path) }
  }

  /// Gives a file another name, in place of a file that has it.
  static func move(_ path: String, to target: String) throws(CommandFailure) {
    guard rename(characters(of: path), characters(of: target)) == 0 else {
      throw unwritable(target)
    }
  }

  /// Removes a file if there is one.
  static func remove(_ path: String) {
    _ = unlink(characters(of: path))
  }

  /// Returns the byte of an open file at an offset; `nil` at its end.
  static func byte(of path: String, at offset: Int) throws(CommandFailure) -> UInt8? {
    let file = try open(path)
    defer { close(file) }
    try skip(offset, in: file, name: PlainText.printable(path))
    var byte: [UInt8] = [0]
    let count = byte.withUnsafeMutableBytes { buffer in
      Result { () throws(CommandFailure) in
        try read(file, into: buffer, name: PlainText.printable(path))
      }
    }
    return try count.get() == 1 ? byte[0] : nil
  }
}
