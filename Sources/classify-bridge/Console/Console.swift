// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The standard streams: results go to stdout, messages to stderr, both with secrets redacted.
enum Console {
  /// Knows the secrets of the process, and of the requests that it has read so far.
  private static let sharedRedactor = Mutex(
    ProcessSecrets.redactor(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: System.environment))

  /// The redactor of all output.
  static var redactor: Redactor { sharedRedactor.withLock(\.self) }

  /// Redacts more secrets from now on.
  static func protect(_ secrets: Redactor) {
    sharedRedactor.withLock { $0 = $0.merging(secrets) }
  }

  /// Writes text to stdout, with secrets redacted.
  ///
  /// For large results, use one ``ByteOutput`` instead, which redacts nothing.
  static func write(_ text: String) throws(OutputError) {
    var output = ByteOutput(.standardOutput)
    try output.append(redactor.redacting(text))
    try output.flush()
  }

  /// Writes a message to stderr, with secrets redacted and wrapped at words on a terminal; ignores
  /// errors.
  static func writeMessage(_ text: String, terminator: String = "\n") {
    writeToStandardError(message(text) + terminator)
  }

  /// Writes lines of any width to stderr, with secrets redacted; ignores errors.
  static func writeLog(_ text: String) {
    writeToStandardError(redactor.redacting(text) + "\n")
  }

  private static func writeToStandardError(_ text: String) {
    var output = ByteOutput(.standardError)
    try? output.append(text)
    try? output.flush()
  }

  /// Returns a message with secrets redacted, and with line breaks for the terminal on stderr; without
  /// a terminal, programs find it on one line.
  static func message(_ text: String) -> String {
    // A line break could split a secret, which would then not be found.
    let message = redactor.redacting(text)
    let terminal = Terminal.at(.standardError)
    return terminal.isInteractive
      ? TextLayout.message(message, width: terminal.width) : message
  }
}

/// A buffered writer for a file descriptor.
///
/// Call ``flush()`` at the end: the buffer is not flushed on deinitialization, because only the
/// caller can handle the error.
struct ByteOutput: ~Copyable {
  /// The buffer size in bytes at which the buffer is flushed.
  private static let flushSize = 64 << 10

  private let descriptor: FileDescriptor
  private var buffer: [UInt8] = []

  /// Creates a writer with an empty buffer.
  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  /// Appends text.
  mutating func append(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    try flushIfLarge()
  }

  /// Appends the bytes that `body` adds to the buffer, without a copy.
  mutating func append(_ body: (inout [UInt8]) -> Void) throws(OutputError) {
    body(&buffer)
    try flushIfLarge()
  }

  /// Writes the buffered bytes.
  mutating func flush() throws(OutputError) {
    guard !buffer.isEmpty else { return }
    try System.write(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func flushIfLarge() throws(OutputError) {
    if buffer.count >= Self.flushSize { try flush() }
  }
}

/// An error from writing output.
enum OutputError: Error, CustomStringConvertible {
  /// The reader has closed the pipe.
  case closed
  /// The system reported an error, such as a full disk.
  case failed(reason: String)

  var description: String {
    switch self {
    case .closed: "can't write the output: the reader has closed the pipe"
    case .failed(let reason): "can't write the output: \(reason)"
    }
  }

  /// The reason, for messages that name a file.
  var reason: String {
    switch self {
    case .closed: "its reader has closed the pipe"
    case .failed(let reason): reason
    }
  }
}

/// A reader for a file or standard input that reuses one large buffer.
struct ByteInput: ~Copyable {
  /// The buffer size in bytes.
  static let bufferSize = 128 << 10

  private let descriptor: FileDescriptor
  private let name: String
  private var buffer = [UInt8](repeating: 0, count: bufferSize)

  /// Reads standard input.
  init() {
    descriptor = .standardInput
    name = "standard input"
  }

  /// Opens a file, or standard input if the path is `-`.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - waitsForWriter: Whether the call waits until a pipe has a writer. If not, wait until
  ///     ``isReady`` before each read.
  /// - Throws: ``CommandFailure`` with the path and the system's message.
  init(path: String, waitsForWriter: Bool = true) throws(CommandFailure) {
    let isStandardInput = path == "-"
    if isStandardInput {
      descriptor = .standardInput
    } else {
      descriptor = try waitsForWriter ? System.open(path) : System.openAtOnce(path)
    }
    name = isStandardInput ? "standard input" : PlainText.printable(path)
  }

  deinit {
    if descriptor != .standardInput { System.close(descriptor) }
  }

  /// Whether a read would not block: bytes or the end of the file are available.
  var isReady: Bool { System.isReady(descriptor) }

  /// Waits until a read would not block.
  ///
  /// - Returns: `false` after the timeout, or a signal.
  func isReady(withinMilliseconds timeout: Int32) -> Bool {
    System.isReady(descriptor, withinMilliseconds: timeout)
  }

  /// The properties of a regular file; `nil` for other inputs.
  var state: System.FileState? { System.state(of: descriptor) }

  /// Skips bytes of a regular file.
  ///
  /// - Throws: ``CommandFailure`` if the file has no positions, as a pipe.
  mutating func skip(_ count: Int) throws(CommandFailure) {
    try System.skip(count, in: descriptor, name: name)
  }

  /// Reads to the end of the file.
  ///
  /// - Returns: The bytes; `nil` if there are more than `maximum`.
  mutating func all(upTo maximum: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(System.size(of: descriptor) ?? 0, maximum))
    do {
      try forEachChunk { (chunk) throws(TooLarge) in
        chunk.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        guard bytes.count <= maximum else { throw TooLarge() }
      }
    } catch is TooLarge {
      return nil
    }
    return bytes
  }

  private struct TooLarge: Error {}

  /// Calls `body` with each chunk up to the end of the file.
  mutating func forEachChunk<Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws {
    while try readChunk(body) {}
  }

  /// Reads the next chunk and calls `body` with it.
  ///
  /// - Parameters:
  ///   - maximum: The maximum number of bytes, at least 1.
  ///   - body: Takes the chunk.
  /// - Returns: `false` at the end of the file.
  /// - Throws: ``CommandFailure`` with the name of the file; any error of `body`.
  mutating func readChunk<Failure: Error>(
    upTo maximum: Int = bufferSize, _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws -> Bool {
    let count = try buffer.withUnsafeMutableBytes { buffer in
      Result { () throws(CommandFailure) in
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(maximum))
        return try System.read(descriptor, into: part, name: name)
      }
    }.get()
    guard count > 0 else { return false }
    try buffer.withUnsafeBufferPointer { (buffer) throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[..<count]).span)
    }
    return true
  }
}
