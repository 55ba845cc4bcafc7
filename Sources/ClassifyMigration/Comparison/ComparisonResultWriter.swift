// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Synchronization

/// Appends results to a storage, each as a whole line or not at all.
///
/// It is for the results of a ``JobMirror``, from any task; a ``ComparisonRun`` has its ``ResultLog``.
/// Results survive the end of the process at once, and a power failure after every
/// ``synchronizationInterval`` results, or after ``synchronize()``.
public final class ComparisonResultWriter: Sendable {
  /// The number of results after which they are made to survive a power failure.
  public static let synchronizationInterval = 16

  /// How each line begins.
  private static let lineStart = Array(#"{"document":"#.utf8)

  private let lines: Mutex<Lines>

  /// Creates a writer that continues after the results that are there.
  ///
  /// A part of a last line, which a killed process leaves behind, is removed. Nothing is removed from
  /// other bytes than results.
  ///
  /// - Parameter storage: The bytes of earlier results, or none; nothing else may write to it.
  /// - Throws: ``ResultLogError`` if the bytes are not results, or the storage fails.
  public init(_ storage: any ResultStorage) throws(ResultLogError) {
    var reader = ResultLogReader(storage)
    guard try reader.isAtStart(of: Self.lineStart) else {
      throw ResultLogError(
        "the file has something other than results; use another file, or remove this one")
    }
    while try reader.next() != nil {}
    var lines = Lines(storage: storage, length: reader.completeBytes)
    if !reader.tornBytes.isEmpty {
      if reader.unterminatedLine() != nil {
        try lines.append([UInt8(ascii: "\n")], after: reader.tornBytes.count)
      } else {
        lines.isTorn = true
        try lines.removeTornBytes()
      }
    }
    self.lines = Mutex(lines)
  }

  /// Appends a result.
  ///
  /// After an error, the storage has the results before, and the next call tries again. If only the
  /// synchronization failed, it has this result, too, until a power failure.
  ///
  /// - Throws: ``ResultLogError`` if the line is too long to be read again, or the storage fails.
  public func append(_ result: ComparisonResult) throws(ResultLogError) {
    let line = result.jsonBytes() + [UInt8(ascii: "\n")]
    guard line.count <= ResultLogReader.maximumLineBytes else {
      throw ResultLogError("a result of \(line.count) bytes could not be read again")
    }
    try lines.withLock { (lines) throws(ResultLogError) in
      try lines.removeTornBytes()
      try lines.append(line, after: 0)
      if lines.unsynchronizedCount >= Self.synchronizationInterval { try lines.synchronize() }
    }
  }

  /// Waits until all results survive a power failure.
  ///
  /// Call it before the process ends, after ``JobMirror/drain(within:)``.
  ///
  /// - Throws: ``ResultLogError`` if the storage fails.
  public func synchronize() throws(ResultLogError) {
    try lines.withLock { (lines) throws(ResultLogError) in try lines.synchronize() }
  }
}

/// The lines of a storage.
private struct Lines: Sendable {
  let storage: any ResultStorage
  /// The number of bytes in whole lines.
  var length: Int
  /// Whether a part of a line may follow them.
  var isTorn = false
  /// The number of appended lines that a power failure can remove.
  var unsynchronizedCount = 0

  init(storage: any ResultStorage, length: Int) {
    self.storage = storage
    self.length = length
  }

  /// Appends bytes that complete a line, `count` bytes of which are there.
  mutating func append(_ bytes: [UInt8], after count: Int) throws(ResultLogError) {
    do {
      try storage.append(bytes)
    } catch {
      isTorn = true
      try? removeTornBytes()
      throw Self.wrapped(error)
    }
    length += count + bytes.count
    unsynchronizedCount += 1
  }

  mutating func removeTornBytes() throws(ResultLogError) {
    guard isTorn else { return }
    do {
      try storage.truncate(to: length)
    } catch {
      throw Self.wrapped(error)
    }
    isTorn = false
  }

  mutating func synchronize() throws(ResultLogError) {
    do {
      try storage.synchronize()
    } catch {
      throw Self.wrapped(error)
    }
    unsynchronizedCount = 0
  }

  private static func wrapped(_ error: any Error) -> ResultLogError {
    error as? ResultLogError ?? ResultLogError("the results can't be written: \(error)")
  }
}
