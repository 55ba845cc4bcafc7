// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An open file descriptor of this process.
struct FileDescriptor: Sendable, Hashable {
  static let standardInput = FileDescriptor(rawValue: 0)
  static let standardOutput = FileDescriptor(rawValue: 1)
  static let standardError = FileDescriptor(rawValue: 2)

  let rawValue: Int32
}

/// Wrappers of the system calls that the tool needs; no other file imports the C library.
enum System {
  /// Exits the process.
  static func exit(_ status: ExitStatus) -> Never {
    // There are no C library buffers to flush and no exit handlers to run.
    _exit(status.rawValue)
  }

  /// Ignores SIGPIPE: a write to a closed pipe then fails with EPIPE.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// The number of SIGTERM.
  static let terminationSignal = SIGTERM
  /// The number of SIGHUP, which a closed terminal sends.
  static let hangupSignal = SIGHUP

  /// Sets the handler of SIGINT, SIGTERM and SIGHUP.
  ///
  /// SIGHUP stays ignored if it is, as `nohup` does for a program that outlives its terminal.
  ///
  /// - Parameter handler: A signal handler, which must be async-signal-safe.
  static func onInterruption(_ handler: @convention(c) @escaping (Int32) -> Void) {
    for number in [SIGINT, SIGTERM] { _ = signal(number, handler) }
    let former = signal(SIGHUP, handler)
    let wasIgnored = unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    if wasIgnored { _ = signal(SIGHUP, SIG_IGN) }
  }

  /// Writes a null-terminated text to stderr, ignoring errors; async-signal-safe.
  static func writeInSignalHandler(_ text: UnsafePointer<CChar>) {
    _ = writeBytes(2, UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// Exits with the code that shells use for a signal: 128 plus its number.
  static func exit(signal number: Int32) -> Never {
    _exit(128 + number)
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

  /// Opens a file for reading, close-on-exec.
  static func open(_ path: String) throws(CommandFailure) -> FileDescriptor {
    let descriptor = openToRead(path)
    guard descriptor >= 0 else {
      throw CommandFailure("can't read \(path): \(reason(errno))")
    }
    return FileDescriptor(rawValue: descriptor)
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
    return poll(&request, 1, timeout) != 0
  }

  /// The number of online processors, at least 1.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

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
    var status = stat()
    return fstat(descriptor.rawValue, &status) == 0 ? kind(of: status) : .other
  }

  /// Returns the kind of the file at a path, or `nil` if `stat` fails.
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

  /// Whether a file descriptor is a terminal.
  static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  /// Returns the number of columns of a terminal, or `nil` if it is unknown.
  static func columns(of descriptor: FileDescriptor) -> Int? {
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Returns the message for an error number.
  static func reason(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

// `System` has functions of the same names, so these calls are qualified with the module.
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
