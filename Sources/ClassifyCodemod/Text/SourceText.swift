// SPDX-License-Identifier: Apache-2.0

/// Zero-based UTF-8 byte offsets into a file, end exclusive.
public typealias ByteRange = Range<Int>

/// The bytes of a text file and the starts of its lines.
///
/// Lines end with LF, CRLF or CR, as in Python and ECMAScript. A byte-order mark belongs to the
/// bytes.
public struct SourceText: Sendable, Hashable {
  /// The bytes, which are valid UTF-8.
  public let bytes: ContiguousArray<UInt8>

  /// The offset of the first byte of each line, ascending; the first is 0.
  let lineStarts: ContiguousArray<Int>

  /// Creates a text.
  ///
  /// - Parameter bytes: The content of a file.
  /// - Throws: ``InvalidText`` with the offset of the first byte that is not UTF-8.
  init(_ bytes: ContiguousArray<UInt8>) throws(InvalidText) {
    if let offset = InvalidText.firstInvalidByte(in: bytes) { throw InvalidText(offset: offset) }
    self.bytes = bytes
    lineStarts = Self.lineStarts(of: bytes)
  }

  /// Creates a text from a string.
  init(_ string: String) {
    bytes = ContiguousArray(string.utf8)
    lineStarts = Self.lineStarts(of: bytes)
  }

  /// The number of bytes.
  public var count: Int { bytes.count }

  /// The range of all bytes.
  public var range: ByteRange { 0..<bytes.count }

  /// The offset after the byte-order mark: 3 if there is one, otherwise 0.
  var contentStart: Int { bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0 }

  /// The text of a range, which must not divide a character.
  public subscript(range: ByteRange) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Whether the bytes of a range are those of a string.
  func matches(_ string: StaticString, in range: ByteRange) -> Bool {
    guard string.utf8CodeUnitCount == range.count else { return false }
    return string.withUTF8Buffer { bytes[range].elementsEqual($0) }
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

// MARK: Lines

extension SourceText {
  /// The number of lines; a trailing line ending begins a further, empty line.
  var lineCount: Int { lineStarts.count }

  /// The zero-based number of the line that contains an offset.
  ///
  /// - Complexity: O(log *lines*).
  func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line with its line ending.
  func lineRange(_ index: Int) -> ByteRange {
    lineStarts[index]..<(index + 1 < lineStarts.count ? lineStarts[index + 1] : count)
  }

  /// The spaces and tabs at the start of the line that contains an offset.
  func indentation(at offset: Int) -> String {
    let line = lineRange(lineIndex(at: offset))
    let start = max(line.lowerBound, contentStart)
    let end = bytes[start..<line.upperBound].firstIndex { $0 != 0x20 && $0 != 0x09 }
    return self[start..<(end ?? line.upperBound)]
  }

  /// The ending of the first line, or LF if the text has one line.
  var lineEnding: String {
    guard lineStarts.count > 1 else { return "\n" }
    let start = lineStarts[1]
    if bytes[start - 1] == 0x0D { return "\r" }
    return start >= 2 && bytes[start - 2] == 0x0D ? "\r\n" : "\n"
  }

  /// The line and column of an offset.
  public func location(at offset: Int) -> SourceLocation {
    let index = lineIndex(at: offset)
    var column = 1
    // Continuation bytes don't begin a character.
    for byte in bytes[lineStarts[index]..<min(offset, count)] where byte & 0xC0 != 0x80 {
      column += 1
    }
    return SourceLocation(line: index + 1, column: column)
  }

  private static func lineStarts(of bytes: ContiguousArray<UInt8>) -> ContiguousArray<Int> {
    var starts: ContiguousArray<Int> = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for offset in buffer.indices {
        switch buffer[offset] {
        case 0x0A: starts.append(offset + 1)
        case 0x0D where offset + 1 == buffer.count || buffer[offset + 1] != 0x0A:
          starts.append(offset + 1)
        default: break
        }
      }
    }
    return starts
  }
}

/// A place in a file as editors show it.
public struct SourceLocation: Sendable, Hashable, Comparable {
  /// The one-based line.
  public let line: Int
  /// The one-based column in Unicode code points.
  public let column: Int

  /// Orders places from the start of the file.
  public static func < (first: SourceLocation, second: SourceLocation) -> Bool {
    (first.line, first.column) < (second.line, second.column)
  }
}
