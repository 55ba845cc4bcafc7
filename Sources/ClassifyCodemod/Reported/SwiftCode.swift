// SPDX-License-Identifier: Apache-2.0

/// The bytes of a Swift file that are code, for searches: comments and strings are blank.
///
/// Offsets are those of the file. Interpolations are blank, too.
struct SwiftCode: Sendable {
  private(set) var bytes: ContiguousArray<UInt8>
  private var position = 0

  init(_ text: SourceText) {
    bytes = text.bytes
    while position < bytes.count { skip() }
  }

  private mutating func skip() {
    switch bytes[position] {
    case UInt8(ascii: "/") where at("//"): blank(to: lineEnd())
    case UInt8(ascii: "/") where at("/*"): blank(to: commentEnd())
    case UInt8(ascii: "\""), UInt8(ascii: "#"): string()
    default: position += 1
    }
  }

  private func at(_ text: StaticString, _ offset: Int? = nil) -> Bool {
    let start = offset ?? position
    let end = start + text.utf8CodeUnitCount
    return end <= bytes.count && text.withUTF8Buffer { bytes[start..<end].elementsEqual($0) }
  }

  private mutating func blank(to end: Int) {
    for offset in position..<end where bytes[offset] != 0x0A { bytes[offset] = 0x20 }
    position = end
  }

  private func lineEnd() -> Int { bytes[position...].firstIndex(of: 0x0A) ?? bytes.count }

  /// The offset after a comment, in which others can be nested.
  private func commentEnd() -> Int {
    var depth = 0
    var offset = position
    while offset < bytes.count {
      if at("/*", offset) {
        depth += 1
        offset += 2
      } else if at("*/", offset) {
        depth -= 1
        offset += 2
        if depth == 0 { return offset }
      } else {
        offset += 1
      }
    }
    return offset
  }

  /// Blanks a string with its delimiters: `"…"`, `"""…"""`, `#"…"#`.
  private mutating func string() {
    let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    let quotes = position + hashes
    guard quotes < bytes.count, bytes[quotes] == UInt8(ascii: "\"") else {
      position += max(hashes, 1)
      return
    }
    let isMultiline = at("\"\"\"", quotes)
    let quoteCount = isMultiline ? 3 : 1
    var offset = quotes + quoteCount
    while offset < bytes.count {
      let isEscape = bytes[offset] == UInt8(ascii: "\\") && isFollowed(offset + 1, by: hashes)
      if isEscape {
        offset += hashes + 2
      } else if bytes[offset] == 0x0A, !isMultiline {
        break
      } else if isMultiline ? at("\"\"\"", offset) : at("\"", offset),
        isFollowed(offset + quoteCount, by: hashes)
      {
        offset += quoteCount + hashes
        break
      } else {
        offset += 1
      }
    }
    blank(to: min(offset, bytes.count))
  }

  /// Whether a number of `#` is at an offset.
  private func isFollowed(_ offset: Int, by hashes: Int) -> Bool {
    offset <= bytes.count
      && bytes[offset...].prefix(hashes).filter { $0 == UInt8(ascii: "#") }.count == hashes
  }
}
