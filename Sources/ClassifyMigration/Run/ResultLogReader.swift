// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Reads the lines of a result log in one pass, with memory for one line.
struct ResultLogReader {
  /// The maximum size of a line in bytes; texts in lines are bounded, so that ours are shorter.
  static let maximumLineBytes = 1 << 20
  private static let chunkBytes = 64 << 10

  private let storage: any ResultStorage
  private var buffer: [UInt8] = []
  /// The index in the buffer of the next line.
  private var start = 0
  private var offset = 0
  private var number = 0
  /// The number of bytes in lines that end with a newline.
  private(set) var completeBytes = 0

  init(_ storage: any ResultStorage) {
    self.storage = storage
  }

  /// Returns whether the bytes begin with a prefix, or end within it, as a kill can leave them; reads
  /// no line.
  mutating func isAtStart(of prefix: [UInt8]) throws(ResultLogError) -> Bool {
    while buffer.count < prefix.count, try fill() {}
    return zip(buffer, prefix).allSatisfy { $0 == $1 }
  }

  /// Reads the next line that ends with a newline, or returns `nil` after the last.
  mutating func next() throws(ResultLogError) -> ResultLogLine? {
    while let bytes = try nextBytes() {
      if let line = try Self.line(bytes, number: number) { return line }
    }
    return nil
  }

  /// The bytes after the last newline, once ``next()`` has returned `nil`.
  var tornBytes: ArraySlice<UInt8> { buffer[start...] }

  /// The number of the line that ``tornBytes`` are a part of.
  var tornLine: Int { number + 1 }

  /// Parses the bytes after the last newline as a line, or returns `nil` if they are only a part of
  /// one.
  func unterminatedLine() -> ResultLogLine? {
    // Not `try?` of an optional: a blank line and a part of one are the same here.
    (try? Self.line(tornBytes, number: number + 1)) ?? nil
  }

  private mutating func nextBytes() throws(ResultLogError) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer[start..<end]
        start = end + 1
        completeBytes += line.count + 1
        number += 1
        return line
      }
      buffer.removeSubrange(..<start)
      start = 0
      searched = buffer.count
      guard buffer.count <= Self.maximumLineBytes else {
        throw ResultLogError(
          "line \(number + 1) has more than \(Self.maximumLineBytes) bytes; this is not a file of "
            + "results", line: number + 1)
      }
      guard try fill() else { return nil }
    }
  }

  /// Appends bytes to the buffer, and returns whether there were any.
  private mutating func fill() throws(ResultLogError) -> Bool {
    let chunk = try read()
    offset += chunk.count
    buffer += chunk
    return !chunk.isEmpty
  }

  private func read() throws(ResultLogError) -> [UInt8] {
    do {
      return try storage.read(from: offset, upTo: Self.chunkBytes)
    } catch let error as ResultLogError {
      throw error
    } catch {
      throw ResultLogError("the results can't be read: \(error)")
    }
  }

  /// Parses a line, or returns `nil` for a blank one.
  private static func line(
    _ bytes: ArraySlice<UInt8>, number: Int
  ) throws(ResultLogError) -> ResultLogLine? {
    guard bytes.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else {
      return nil
    }
    do throws(JSONError) {
      return try ResultLogLine(json: Array(bytes))
    } catch {
      let place = error.pointer.isRoot ? "" : ", at \(error.pointer)"
      throw ResultLogError(
        "line \(number), column \(error.column)\(place): \(error.message)", line: number)
    }
  }
}
