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

/// Wrappers of the system calls that the tool needs; nothing else imports the C library.
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
      guard fstat(descriptor.rawValue, &status) != 0 else { continue }
      // A file gets the lowest free number.
      _ = openFile(characters(of: "/dev/null"), O_RDONLY)
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

  /// The arguments of the process, the first of which is the program; see ``SystemText``.
  static var arguments: [String] {
    (0..<Int(CommandLine.argc)).compactMap { position in
      CommandLine.unsafeArgv[position].map { text(at: $0) }
    }
  }

  /// Returns the null-terminated characters of a path, which can be a ``SystemText``.
  static func characters(of path: String) -> [CChar] {
    SystemText.bytes(of: path).map { CChar(truncatingIfNeeded: $0) } + [0]
  }

  /// Returns the text of null-terminated bytes.
  static func text(at pointer: UnsafeRawPointer) -> String {
    let length = strlen(pointer.assumingMemoryBound(to: CChar.self))
    return SystemText.text(of: Array(UnsafeRawBufferPointer(start: pointer, count: Int(length))))
  }

  /// The number of online processors, at least 1.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

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
