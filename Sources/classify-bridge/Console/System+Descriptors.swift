// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension System {
  /// Opens the file at a path, which can be a ``SystemText``, for reading, close-on-exec.
  static func open(_ path: String) throws(CommandFailure) -> FileDescriptor {
    let descriptor = openFile(characters(of: path), O_RDONLY)
    guard descriptor >= 0 else { throw unreadable(path) }
    return FileDescriptor(rawValue: descriptor)
  }

  /// Opens a file as ``open(_:)`` does, but does not wait for the writer of a pipe.
  ///
  /// Call ``isReady(_:withinMilliseconds:)`` before each read: a pipe without a writer is empty. On
  /// Darwin, the call waits.
  static func openAtOnce(_ path: String) throws(CommandFailure) -> FileDescriptor {
    #if canImport(Darwin)
    return try open(path)
    #else
    guard kind(ofFileAt: path) == .stream else { return try open(path) }
    let descriptor = openFile(characters(of: path), O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path) }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return FileDescriptor(rawValue: descriptor)
    #endif
  }

  /// Opens a file for writing, close-on-exec, and creates it if there is none.
  ///
  /// - Parameter path: The path; see ``SystemText``.
  /// - Returns: The open file.
  /// - Throws: ``CommandFailure`` with the path and the system's message.
  static func create(_ path: String) throws(CommandFailure) -> FileDescriptor {
    let descriptor = openFile(characters(of: path), O_WRONLY | O_CREAT)
    guard descriptor >= 0 else { throw unwritable(path) }
    return FileDescriptor(rawValue: descriptor)
  }

  /// Removes the contents of an open file.
  ///
  /// - Parameters:
  ///   - descriptor: A regular file that is open for writing.
  ///   - path: The path, for the error message.
  /// - Throws: ``CommandFailure`` with the path and the system's message.
  static func empty(_ descriptor: FileDescriptor, at path: String) throws(CommandFailure) {
    guard ftruncate(descriptor.rawValue, 0) == 0 else { throw unwritable(path) }
  }

  /// Closes a file descriptor; errors are ignored.
  static func close(_ descriptor: FileDescriptor) {
    closeFile(descriptor.rawValue)
  }

  /// Reads the available bytes into a buffer; blocks until there is at least one.
  ///
  /// - Parameters:
  ///   - descriptor: The file.
  ///   - buffer: The destination.
  ///   - name: The name of the file, for the error message.
  /// - Returns: The number of bytes; 0 at the end of the file.
  /// - Throws: ``CommandFailure`` with the name of the file and the system's message.
  static func read(
    _ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer, name: String
  ) throws(CommandFailure) -> Int {
    while true {
      let count = readBytes(descriptor.rawValue, buffer)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw CommandFailure("can't read \(name): \(reason(errno))")
      }
    }
  }

  /// Waits until a read would not block, because of bytes, the end of the file, or an error.
  ///
  /// - Returns: `false` after the timeout.
  static func isReady(_ descriptor: FileDescriptor, withinMilliseconds timeout: Int32 = 0) -> Bool {
    var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    let count = poll(&request, 1, timeout)
    // A signal can end the wait early.
    return count > 0 || count < 0 && errno != EINTR
  }

  /// Whether the reader of a pipe or socket has closed it; `false` for other files.
  static func isAbandoned(_ descriptor: FileDescriptor) -> Bool {
    var request = pollfd(fd: descriptor.rawValue, events: 0, revents: 0)
    return poll(&request, 1, 0) > 0 && Int32(request.revents) & Int32(POLLERR | POLLHUP) != 0
  }

  /// Writes all bytes; repeats partial and interrupted writes.
  static func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(OutputError) {
    let failure = bytes.withUnsafeBytes { buffer -> Int32? in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = writeBytes(descriptor.rawValue, UnsafeRawBufferPointer(rebasing: rest))
        if written >= 0 {
          rest = rest.dropFirst(written)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
    switch failure {
    case nil: return
    case EPIPE: throw OutputError.closed
    case .some(let code): throw OutputError.failed(reason: reason(code))
    }
  }

  static func unreadable(_ path: String, code: Int32 = errno) -> CommandFailure {
    CommandFailure("can't read \(PlainText.printable(path)): \(reason(code))")
  }

  static func unwritable(_ path: String, code: Int32 = errno) -> CommandFailure {
    CommandFailure("can't write \(PlainText.printable(path)): \(reason(code))")
  }
}

// In `System`, the names of the functions that these call mean its own.

func openFile(_ path: [CChar], _ flags: Int32) -> Int32 { open(path, flags | O_CLOEXEC, 0o666) }

func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, bytes.baseAddress, bytes.count)
}

private func closeFile(_ descriptor: Int32) { _ = close(descriptor) }
