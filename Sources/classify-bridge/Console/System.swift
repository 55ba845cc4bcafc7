// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that the system has open for this process.
struct FileDescriptor: Sendable, Hashable {
  static let standardInput = FileDescriptor(rawValue: 0)
  static let standardOutput = FileDescriptor(rawValue: 1)
  static let standardError = FileDescriptor(rawValue: 2)

  let rawValue: Int32
}

/// The few calls of the system that the tool needs, so that no other file needs the C library.
enum System {
  /// Ends the process.
  static func exit(_ status: ExitStatus) -> Never {
    // No buffer of the C library is in use, and nothing is to be done at exit.
    _exit(status.rawValue)
  }

  /// Makes writing to a closed pipe an error of the write instead of the death of the process.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// The number of the signal that asks a process to end.
  static let terminationSignal = SIGTERM

  /// Lets a function be called for Ctrl-C and for the request to end, in place of the end.
  ///
  /// - Parameter handler: Called at any moment: it may do no more than a signal handler may.
  static func onInterruption(_ handler: @convention(c) @escaping (Int32) -> Void) {
    for number in [SIGINT, SIGTERM] { _ = signal(number, handler) }
  }

  /// Ends the process as if by a signal, for the shell.
  static func exit(signal number: Int32) -> Never {
    _exit(128 + number)
  }

  /// Writes all bytes, however many pieces the system takes them in.
  static func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(OutputError) {
    let failure = bytes.withUnsafeBytes { buffer -> Int32? in
      var rest = buffer[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let written = writeBytes(descriptor.rawValue, piece)
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
    case .some(let code): throw OutputError.refused(reason: reason(code))
    }
  }

  /// Opens a file for reading.
  static func open(_ path: String) throws(CommandFailure) -> FileDescriptor {
    let descriptor = openToRead(path)
    guard descriptor >= 0 else {
      throw CommandFailure("can't read \(path): \(reason(errno))")
    }
    return FileDescriptor(rawValue: descriptor)
  }

  /// Closes a file that was read.
  static func close(_ descriptor: FileDescriptor) {
    closeFile(descriptor.rawValue)
  }

  /// Reads as many bytes as are there, at least one and at most as many as fit.
  ///
  /// - Returns: The number of bytes, 0 at the end.
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

  /// Tells whether reading would not wait, now or after a time: there are bytes, the end, or an
  /// error.
  static func isReady(_ descriptor: FileDescriptor, withinMilliseconds limit: Int32 = 0) -> Bool {
    var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, limit) != 0
  }

  /// The number of processors that work can run on at the same time; at least 1.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// What a file is, as far as it matters to who reads it.
  enum FileKind {
    /// It has an end and holds nothing up.
    case regular
    /// Its bytes come from a process, some time.
    case stream
    /// A terminal, a directory, a device, or nothing at all.
    case other
  }

  /// Returns what an open file is.
  static func kind(of descriptor: FileDescriptor) -> FileKind {
    var status = stat()
    return fstat(descriptor.rawValue, &status) == 0 ? kind(of: status) : .other
  }

  /// Returns what the file at a path is, or `nil` if there is none that can be looked at.
  static func kind(ofFileAt path: String) -> FileKind? {
    var status = stat()
    return stat(path, &status) == 0 ? kind(of: status) : nil
  }

  private static func kind(of status: stat) -> FileKind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFIFO, S_IFSOCK: .stream
    default: .other
    }
  }

  /// Returns the value of an environment variable, or `nil` if it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Tells whether a file is a terminal.
  static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  /// Returns the number of columns of a terminal, or `nil` if it does not say.
  static func columns(of descriptor: FileDescriptor) -> Int? {
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Returns what an error number of the system means.
  static func reason(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

// The names of these functions are also those of ``System``'s own, so the module is named.
#if canImport(Darwin)
private func openToRead(_ path: String) -> Int32 { Darwin.open(path, O_RDONLY | O_CLOEXEC) }
private func closeFile(_ descriptor: Int32) { _ = Darwin.close(descriptor) }
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  Darwin.read(descriptor, bytes.baseAddress, bytes.count)
}
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  Darwin.write(descriptor, bytes.baseAddress, bytes.count)
}
#elseif canImport(Musl)
private func openToRead(_ path: String) -> Int32 { Musl.open(path, O_RDONLY | O_CLOEXEC) }
private func closeFile(_ descriptor: Int32) { _ = Musl.close(descriptor) }
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  Musl.read(descriptor, bytes.baseAddress, bytes.count)
}
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  Musl.write(descriptor, bytes.baseAddress, bytes.count)
}
#else
private func openToRead(_ path: String) -> Int32 { Glibc.open(path, O_RDONLY | O_CLOEXEC) }
private func closeFile(_ descriptor: Int32) { _ = Glibc.close(descriptor) }
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  Glibc.read(descriptor, bytes.baseAddress, bytes.count)
}
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  Glibc.write(descriptor, bytes.baseAddress, bytes.count)
}
#endif
