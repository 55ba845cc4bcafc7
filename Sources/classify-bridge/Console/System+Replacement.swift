// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension System {
  /// Replaces a file as a whole: a reader, also after a crash, finds the old contents or the new.
  ///
  /// The contents are written to a temporary file in the same folder, which then gets the name. A link
  /// stays a link: the file that it names is replaced. A pipe or a device is written to instead. Only
  /// the owner can read a new file; an old one keeps its permissions.
  ///
  /// - Parameters:
  ///   - path: The path; see ``SystemText``.
  ///   - bytes: The contents.
  /// - Throws: ``CommandFailure`` with the path and the system's message.
  static func replaceFile(at path: String, with bytes: [UInt8]) throws(CommandFailure) {
    if let kind = System.kind(ofFileAt: path), kind != .regular {
      let file = try create(path)
      defer { close(file) }
      try writeAll(bytes, to: file, at: path)
      return
    }
    let target = finalPath(of: path)
    var template = characters(of: "\(target).XXXXXX")
    let number = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard number >= 0 else { throw unwritable(path) }
    let file = FileDescriptor(rawValue: number)
    do throws(CommandFailure) {
      defer { close(file) }
      try writeAll(bytes, to: file, at: path)
      guard fchmod(number, permissions(of: target)) == 0, fsync(number) == 0 else {
        throw unwritable(path)
      }
    } catch {
      unlink(template)
      throw error
    }
    guard rename(template, characters(of: target)) == 0 else {
      let failure = unwritable(path)
      unlink(template)
      throw failure
    }
  }

  private static func writeAll(
    _ bytes: [UInt8], to file: FileDescriptor, at path: String
  ) throws(CommandFailure) {
    do throws(OutputError) {
      try write(bytes, to: file)
    } catch {
      throw CommandFailure("can't write \(PlainText.printable(path)): \(error.reason)")
    }
  }

  /// Returns the path behind all links; if there is no file, that of the one that a link names.
  static func finalPath(of path: String) -> String {
    guard let resolved = realpath(characters(of: path), nil) else {
      return pathBehindLinks(path).map { SystemText.text(of: $0) } ?? path
    }
    defer { free(resolved) }
    let bytes = UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))
    return SystemText.text(of: Array(bytes))
  }

  /// Returns the permissions of a file, or those of a new one: private, as results are.
  private static func permissions(of path: String) -> mode_t {
    var status = stat()
    if stat(characters(of: path), &status) == 0 { return status.st_mode & 0o777 }
    return 0o600
  }
}
