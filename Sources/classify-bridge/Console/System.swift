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

  /// Exits the process with a code that only one command has.
  static func exit(_ exit: MigrateExit) -> Never {
    _exit(exit.code)
  }

  /// Ignores the signals of failed writes: a write to a closed pipe then fails with EPIPE, and one
  /// above the limit of file sizes with EFBIG.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// Ignores SIGHUP until it is handled.
  static func ignoreHangups() {
    _ = signal(SIGHUP, SIG_IGN)
  }

  /// The number of SIGTERM.
  static let terminationSignal = SIGTERM
  /// The number of SIGHUP, which a closed terminal sends.
  static let hangupSignal = SIGHUP

  /// Opens a substitute for each closed standard stream, so that no file or connection gets its
  /// number.
  ///
  /// Input is then empty, and output fails.
  static func fillClosedStreams() {
    for descriptor in [FileDescriptor.standardInput, .standardOutput, .standardError] {
      var status = stat()
      // A file gets the lowest free number.
      if fstat(descriptor.rawValue, &status) != 0 { _ = openToRead(characters(of: "/dev/null")) }
    }
  }

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

  /// Returns the time of a clock that is never set, in milliseconds; async-signal-safe.
  static func monotonicMilliseconds() -> Int64 {
    var time = timespec()
    _ = clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
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

  /// The arguments of the process, the first of which is the program; see ``SystemText``.
  static var arguments: [String] {
    (0..<Int(CommandLine.argc)).compactMap { position in
      CommandLine.unsafeArgv[position].map { text(at: $0) }
    }
  }

  /// Opens the file at a path, which can be a ``SystemText``, for reading, close-on-exec.
  static func open(_ path: String) throws(CommandFailure) -> FileDescriptor {
    let descriptor = openToRead(characters(of: path))
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
    let descriptor = openToPoll(characters(of: path))
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
    let descriptor = openToWrite(characters(of: path))
    guard descriptor >= 0 else {
      throw CommandFailure("can't write \(PlainText.printable(path)): \(reason(errno))")
    }
    return FileDescriptor(rawValue: descriptor)
  }

  /// Removes the contents of an open file.
  ///
  /// - Parameters:
  ///   - descriptor: A regular file that is open for writing.
  ///   - path: The path, for the error message.
  /// - Throws: ``CommandFailure`` with the path and the system's message.
  static func empty(_ descriptor: FileDescriptor, at path: String) throws(CommandFailure) {
    guard ftruncate(descriptor.rawValue, 0) == 0 else {
      throw CommandFailure("can't write \(PlainText.printable(path)): \(reason(errno))")
    }
  }

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

  private static func unreadable(_ path: String, code: Int32 = errno) -> CommandFailure {
    CommandFailure("can't read \(PlainText.printable(path)): \(reason(code))")
  }

  /// Returns the null-terminated characters of a path, which can be a ``SystemText``.
  static func characters(of path: String) -> [CChar] {
    SystemText.bytes(of: path).map { CChar(truncatingIfNeeded: $0) } + [0]
  }

  /// Returns the text of null-terminated bytes.
  private static func text(at pointer: UnsafeRawPointer) -> String {
    let length = strlen(pointer.assumingMemoryBound(to: CChar.self))
    return SystemText.text(of: Array(UnsafeRawBufferPointer(start: pointer, count: Int(length))))
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

  /// Returns the value of an environment variable, or `nil` if it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Sets an environment variable of this process.
  static func setEnvironment(_ name: String, to value: String) {
    _ = setenv(name, value, 1)
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
private func openToRead(_ path: [CChar]) -> Int32 { Darwin.open(path, O_RDONLY | O_CLOEXEC) }
private func openToWrite(_ path: [CChar]) -> Int32 {
  Darwin.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
}
private func closeFile(_ descriptor: Int32) { _ = Darwin.close(descriptor) }
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  Darwin.read(descriptor, bytes.baseAddress, bytes.count)
}
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  Darwin.write(descriptor, bytes.baseAddress, bytes.count)
}
#elseif canImport(Musl)
private func openToRead(_ path: [CChar]) -> Int32 { Musl.open(path, O_RDONLY | O_CLOEXEC) }
private func openToPoll(_ path: [CChar]) -> Int32 {
  Musl.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
}
private func openToWrite(_ path: [CChar]) -> Int32 {
  Musl.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
}
private func closeFile(_ descriptor: Int32) { _ = Musl.close(descriptor) }
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  Musl.read(descriptor, bytes.baseAddress, bytes.count)
}
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  Musl.write(descriptor, bytes.baseAddress, bytes.count)
}
#else
private func openToRead(_ path: [CChar]) -> Int32 { Glibc.open(path, O_RDONLY | O_CLOEXEC) }
private func openToPoll(_ path: [CChar]) -> Int32 {
  Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
}
private func openToWrite(_ path: [CChar]) -> Int32 {
  Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
}
private func closeFile(_ descriptor: Int32) { _ = Glibc.close(descriptor) }
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  Glibc.read(descriptor, bytes.baseAddress, bytes.count)
}
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  Glibc.write(descriptor, bytes.baseAddress, bytes.count)
}
#endif
