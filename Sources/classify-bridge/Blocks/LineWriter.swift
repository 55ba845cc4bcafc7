// SPDX-License-Identifier: Apache-2.0

/// A buffered writer of whole lines to stdout or a file.
///
/// Call ``flush()`` at the end: the buffer is not flushed on deinitialization, because only the
/// caller can handle the error.
struct LineWriter: ~Copyable {
  /// The buffer size in bytes at which the buffer is flushed.
  private static let flushSize = 64 << 10

  let descriptor: FileDescriptor
  private let path: String?
  private var buffer: [UInt8] = []
  /// The error that ended the writing: what was to be written is lost.
  private var failure: (any Error)?
  /// The number of bytes of the file, with those in the buffer.
  private(set) var size: Int
  /// The number of bytes that were written; after an error, those of the file that stay.
  private(set) var writtenSize: Int

  /// Creates a writer for stdout.
  init() {
    descriptor = .standardOutput
    path = nil
    size = 0
    writtenSize = 0
  }

  /// Creates a writer for a file, which it closes at the end.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - path: The path, for error messages.
  ///   - size: The number of bytes of the file; what is behind them is removed by ``cut()``.
  init(_ descriptor: FileDescriptor, path: String, size: Int = 0) {
    self.descriptor = descriptor
    self.path = path
    self.size = size
    writtenSize = size
  }

  deinit {
    if path != nil { System.close(descriptor) }
  }

  /// Removes what a regular file has behind the given size; does nothing for other files and stdout.
  ///
  /// - Throws: ``CommandFailure`` with the path.
  mutating func cut() throws(CommandFailure) {
    guard let path, System.kind(of: descriptor) == .regular else { return }
    try System.truncate(descriptor, to: size, at: path)
  }

  /// Appends whole lines.
  ///
  /// - Throws: `OutputError` for stdout, ``CommandFailure`` with the path for a file; the first error
  ///   again in each later call.
  mutating func append(_ lines: [UInt8]) throws {
    if let failure { throw failure }
    size += lines.count
    if buffer.isEmpty, lines.count >= Self.flushSize { return try write(lines) }
    buffer += lines
    if buffer.count >= Self.flushSize { try flush() }
  }

  /// Writes the buffered lines.
  ///
  /// - Throws: As ``append(_:)``.
  mutating func flush() throws {
    if let failure { throw failure }
    guard !buffer.isEmpty else { return }
    try write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func write(_ lines: [UInt8]) throws {
    do throws(OutputError) {
      try System.writeLines(lines, to: descriptor)
      writtenSize += lines.count
    } catch {
      if let state = System.state(of: descriptor) { writtenSize = min(size, state.size) }
      let failure: any Error =
        path.map {
          CommandFailure("can't write \(PlainText.printable($0)): \(error.reason)")
        } ?? error
      self.failure = failure
      throw failure
    }
  }
}
