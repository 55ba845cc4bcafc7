// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Appends results to a storage, each as a whole line or not at all.
///
/// It is for the results of a ``JobMirror``; a ``ComparisonRun`` has its ``ResultLog``. Calls have to
/// follow one another, for instance under a `Mutex`.
public struct ComparisonResultWriter: Sendable {
  /// How each line begins.
  private static let lineStart = Array(#"{"document":"#.utf8)

  private let storage: any ResultStorage
  /// The number of bytes in whole lines.
  private var length: Int
  /// Whether a part of a line may follow them.
  private var isTorn = false

  /// Creates a writer that continues after the results that are there.
  ///
  /// A part of a last line, which a killed process leaves behind, is removed. Nothing is removed from
  /// other bytes than results.
  ///
  /// - Parameter storage: The bytes of earlier results, or none.
  /// - Throws: ``ResultLogError`` if the bytes are not results, or the storage fails.
  public init(_ storage: any ResultStorage) throws(ResultLogError) {
    var reader = ResultLogReader(storage)
    guard try reader.isAtStart(of: Self.lineStart) else {
      throw ResultLogError(
        "the file has something other than results; use another file, or remove this one")
    }
    while try reader.next() != nil {}
    self.storage = storage
    length = reader.completeBytes
    guard !reader.tornBytes.isEmpty else { return }
    if reader.unterminatedLine() != nil {
      try append([UInt8(ascii: "\n")], after: reader.tornBytes.count)
    } else {
      isTorn = true
      try removeTornBytes()
    }
  }

  /// Appends a result.
  ///
  /// After an error, the storage has the results before, and the next call tries again.
  ///
  /// - Throws: ``ResultLogError`` if the line is too long to be read again, or the storage fails.
  public mutating func append(_ result: ComparisonResult) throws(ResultLogError) {
    let line = result.jsonBytes() + [UInt8(ascii: "\n")]
    guard line.count <= ResultLogReader.maximumLineBytes else {
      throw ResultLogError("a result of \(line.count) bytes could not be read again")
    }
    try removeTornBytes()
    try append(line, after: 0)
  }

  /// Appends bytes that complete a line, `count` bytes of which are there.
  private mutating func append(
    _ bytes: [UInt8], after count: Int
  ) throws(ResultLogError) {
    do {
      try storage.append(bytes)
    } catch {
      isTorn = true
      try? removeTornBytes()
      throw Self.wrapped(error)
    }
    length += count + bytes.count
  }

  private mutating func removeTornBytes() throws(ResultLogError) {
    guard isTorn else { return }
    do {
      try storage.truncate(to: length)
    } catch {
      throw Self.wrapped(error)
    }
    isTorn = false
  }

  private static func wrapped(_ error: any Error) -> ResultLogError {
    error as? ResultLogError ?? ResultLogError("the results can't be written: \(error)")
  }
}
