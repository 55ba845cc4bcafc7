// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#elseif canImport(Glibc)
import Glibc
#endif

/// The system calls that ``LocalFiles`` needs; no other file of this module imports the C library.
enum POSIX {
  /// What is known about a file without opening it.
  struct Status: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case file, folder, link, other }

    var kind: Kind
    var size: Int
    var mode: UInt32
    var owner: UInt32
    var group: UInt32
  }

  /// An entry of a folder; the name can have bytes that are not UTF-8.
  struct Entry: Sendable, Hashable {
    var name: [UInt8]
    var kind: Status.Kind
  }

  /// Returns the status of a file; a link is not followed.
  static func status(of path: String) throws(FileFailure) -> Status {
    var buffer = stat()
    guard lstat(path, &buffer) == 0 else { throw failure("read", path) }
    return status(buffer)
  }

  /// Returns the absolute path of a file, without links.
  static func absolutePath(_ path: String) throws(FileFailure) -> String {
    guard let resolved = realpath(path, nil) else { throw failure("read", path) }
    defer { free(resolved) }
    guard let text = String(validatingCString: resolved) else {
      throw FileFailure(.other, "\(path) is in a folder whose name is not UTF-8")
    }
    return text
  }

  /// Returns the entries of a folder in any order, without `.` and `..`.
  static func entries(of path: String) throws(FileFailure) -> [Entry] {
    guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name), let folder = opendir(path)
    else { throw failure("read", path) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        if errno != 0 { throw failure("read", path) }
        return entries
      }
      // The structure can be shorter than its declared size, so its name is not copied.
      let start = UnsafeRawPointer(entry).advanced(by: offset)
      let length = strlen(start.assumingMemoryBound(to: CChar.self))
      let name = [UInt8](UnsafeRawBufferPointer(start: start, count: length))
      guard name != [0x2E], name != [0x2E, 0x2E] else { continue }
      let kind: Status.Kind
      switch Int(entry.pointee.d_type) {
      case Int(DT_REG): kind = .file
      case Int(DT_DIR): kind = .folder
      case Int(DT_LNK): kind = .link
      case Int(DT_UNKNOWN):
        // Some file systems don't tell.
        kind = try status(of: "\(path)/\(String(decoding: name, as: UTF8.self))").kind
      default: kind = .other
      }
      entries.append(Entry(name: name, kind: kind))
    }
  }

  private static func status(_ buffer: stat) -> Status {
    let kind: Status.Kind =
      switch buffer.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return Status(
      kind: kind, size: Int(buffer.st_size), mode: UInt32(buffer.st_mode & 0o7777),
      owner: UInt32(buffer.st_uid), group: UInt32(buffer.st_gid))
  }

  /// Returns the failure for the current error number.
  static func failure(_ verb: String, _ path: String, code: Int32 = errno) -> FileFailure {
    let reason: FileFailure.Reason =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case EACCES, EPERM, EROFS: .denied
      default: .other
      }
    let text = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return FileFailure(reason, "can't \(verb) \(path): \(text)")
  }
}

// MARK: Open files

extension POSIX {
  /// How the names of temporary files begin.
  private static let temporaryPrefix = ".classify-bridge-"

  /// Returns whether a name is that of a temporary file whose process has ended.
  static func isLeftover(_ name: String) -> Bool {
    guard name.hasPrefix(temporaryPrefix) else { return false }
    let parts = name.dropFirst(temporaryPrefix.count).split(separator: "-")
    guard parts.count == 2, let process = pid_t(parts[0]), process > 0 else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  /// An open file, closed at the end of its life.
  struct File: ~Copyable {
    fileprivate let descriptor: Int32
    let path: String

    deinit { _ = systemClose(descriptor) }

    /// Opens a regular file; fails for a link.
    init(reading path: String) throws(FileFailure) {
      // A pipe would block without O_NONBLOCK.
      descriptor = systemOpen(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
      self.path = path
      guard descriptor >= 0 else { throw failure("read", path) }
    }

    /// Creates a file with a name of its own in a folder: `.classify-bridge-`, the ID of this process,
    /// and six characters.
    init(temporaryIn folder: String) throws(FileFailure) {
      var template = Array("\(folder)/\(temporaryPrefix)\(getpid())-XXXXXX".utf8CString)
      descriptor = template.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { mkstemp($0) } ?? -1
      }
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard descriptor >= 0 else { throw failure("write to", folder) }
    }

    /// The status of the file.
    var status: Status {
      get throws(FileFailure) {
        var buffer = stat()
        guard fstat(descriptor, &buffer) == 0 else { throw failure("read", path) }
        return POSIX.status(buffer)
      }
    }

    /// Returns up to `count` bytes from an offset; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(FileFailure) -> ContiguousArray<UInt8> {
      var code: Int32 = 0
      let bytes = ContiguousArray<UInt8>(unsafeUninitializedCapacity: count) { buffer, length in
        while length < count {
          let rest = UnsafeMutableBufferPointer(rebasing: buffer[length...])
          let result = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + length))
          if result > 0 {
            length += result
          } else if result == 0 || errno != EINTR {
            if result < 0 { code = errno }
            return
          }
        }
      }
      if code != 0 { throw failure("read", path, code: code) }
      return bytes
    }

    /// Writes all bytes, sets the mode, and waits until they are stored.
    func write(_ bytes: ContiguousArray<UInt8>, mode: UInt32) throws(FileFailure) {
      var code: Int32 = 0
      bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
          let result = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
          if result >= 0 {
            rest = rest.dropFirst(result)
          } else if errno != EINTR {
            code = errno
            return
          }
        }
      }
      guard code == 0 else { throw failure("write", path, code: code) }
      guard fchmod(descriptor, mode_t(mode)) == 0, fsync(descriptor) == 0 else {
        throw failure("write", path)
      }
    }

    /// Gives the file an owner and, if possible, a group.
    func setOwner(_ owner: UInt32, group: UInt32) throws(FileFailure) {
      if fchown(descriptor, owner, group) == 0 { return }
      guard fchown(descriptor, owner, gid_t.max) == 0 else {
        throw failure("keep the owner of", path)
      }
    }
  }

  /// Gives a file another name, in place of a file of that name.
  static func rename(_ path: String, to name: String) throws(FileFailure) {
    guard systemRename(path, name) == 0 else { throw failure("write", name) }
  }

  /// Gives a file a name that no file has.
  static func create(_ name: String, from path: String) throws(FileFailure) {
    guard link(path, name) == 0 else {
      let code = errno
      guard code == EEXIST || code == ENOENT || (try? status(of: name)) != nil else {
        // The file system has no hard links.
        return try rename(path, to: name)
      }
      throw code == EEXIST
        ? FileFailure(.changed, "\(name) exists now") : failure("write", name, code: code)
    }
    remove(path)
  }

  /// Removes a file; errors are ignored.
  static func remove(_ path: String) { _ = unlink(path) }

  /// Waits until the names in a folder are stored; errors are ignored: not all file systems can.
  static func synchronize(folder path: String) {
    let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = systemClose(descriptor)
  }
}

// In `POSIX`, the names of the functions that these call mean its own.

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemRename(_ old: String, _ new: String) -> Int32 { rename(old, new) }
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
