// SPDX-License-Identifier: Apache-2.0

/// The bytes of a result log: a file, or a replacement for tests.
///
/// One log uses a storage at a time, one call after the other.
public protocol ResultStorage: Sendable {
  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - offset: The zero-based offset of the first byte.
  ///   - count: The maximum number of bytes, 1 or more.
  /// - Returns: At least one byte; none at the end.
  /// - Throws: Any error; it ends the run.
  func read(from offset: Int, upTo count: Int) throws -> [UInt8]

  /// Removes all bytes after a length.
  ///
  /// - Parameter length: The number of bytes to keep, at most the current number.
  /// - Throws: Any error; it ends the run.
  func truncate(to length: Int) throws

  /// Appends bytes, which survive the end of the process when the call returns.
  ///
  /// - Parameter bytes: A line with its newline.
  /// - Throws: Any error; it ends the run. A part of the bytes can have been appended.
  func append(_ bytes: [UInt8]) throws

  /// Waits until all appended bytes survive a power failure.
  ///
  /// - Throws: Any error; it ends the run.
  func synchronize() throws
}

/// The failure of a result log: a line that can't be read, or a file that can't be read or written.
public struct ResultLogError: Error, Sendable, Hashable {
  /// A description for people: what is wrong, with the line and the member, and what to do.
  public let message: String
  /// The one-based line; `nil` if the error is not about a line.
  public let line: Int?

  /// Creates an error.
  public init(_ message: String, line: Int? = nil) {
    self.message = message
    self.line = line
  }
}

extension ResultLogError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
