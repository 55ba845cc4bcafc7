// SPDX-License-Identifier: Apache-2.0

/// The line, column and pointer of an offset in a text.
///
/// Found by scanning the text up to the offset, which the reader must have accepted.
struct JSONLocation {
  /// The zero-based byte offset, clamped to the end of the text.
  let offset: Int
  /// The one-based line.
  let line: Int
  /// The one-based column in Unicode scalars.
  let column: Int
  /// The value that contains the offset; between values, the array or object around them.
  let pointer: JSONPointer

  /// Locates an offset in a text.
  ///
  /// - Parameters:
  ///   - offset: The byte offset, clamped to the end of the text.
  ///   - text: The whole text.
  ///   - isAfterValue: Whether a number or literal that ends at the offset is complete, which the
  ///     text before the offset doesn't show.
  /// - Complexity: O(*n*) in the offset.
  init(of offset: Int, in text: UnsafeBufferPointer<UInt8>, isAfterValue: Bool) {
    let before = text.prefix(max(0, offset))
    self.offset = before.count
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Every scalar has one byte that isn't a continuation byte.
    column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    var path = JSONPath()
    path.follow(before)
    if isAfterValue { path.endValue() }
    pointer = JSONPointer(tokens: path.levels.compactMap(\.token))
  }
}

/// The arrays and objects that are open at the end of a text.
private struct JSONPath {
  enum Level {
    /// An object, at the member `name`; `nil` between members.
    case object(name: String?)
    /// An array, at or after the element `index`.
    case array(index: Int, isAtElement: Bool)

    var token: String? {
      switch self {
      case .object(let name): name
      case .array(let index, let isAtElement): isAtElement ? String(index) : nil
      }
    }
  }

  private(set) var levels: [Level] = []

  /// Updates the levels with all of a text.
  mutating func follow(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    var next = text.startIndex
    while next < text.endIndex {
      switch text[next] {
      case Byte.openBrace: levels.append(.object(name: nil))
      case Byte.openBracket: levels.append(.array(index: 0, isAtElement: true))
      case Byte.closeBrace, Byte.closeBracket:
        if !levels.isEmpty { levels.removeLast() }
        endValue()
      case Byte.comma: beginNext()
      case Byte.quote:
        let end = Self.endOfString(text, from: next)
        guard end < text.endIndex else { return }
        endString(text[next...end])
        next = end
      case Byte.colon, 0x20, 0x0A, 0x0D, 0x09: break
      default:
        // A number or a literal.
        let end = text[next...].firstIndex { ",]} \n\r\t".utf8.contains($0) }
        guard let end else { return }
        endValue()
        next = end - 1
      }
      next += 1
    }
  }

  /// Returns the index of the closing quote, or of the end of the text.
  private static func endOfString(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, from start: Int
  ) -> Int {
    var next = start + 1
    while next < text.endIndex, text[next] != Byte.quote {
      next += text[next] == Byte.backslash ? 2 : 1
    }
    return min(next, text.endIndex)
  }

  private mutating func endString(_ literal: Slice<UnsafeBufferPointer<UInt8>>) {
    guard case .object(name: nil) = levels.last else { return endValue() }
    let bytes = UnsafeBufferPointer(rebasing: literal)
    let name = (try? JSONReader(Array(bytes)).text(at: 0)) ?? ""
    levels[levels.count - 1] = .object(name: name)
  }

  mutating func endValue() {
    switch levels.last {
    case .object: levels[levels.count - 1] = .object(name: nil)
    case .array(let index, _): levels[levels.count - 1] = .array(index: index, isAtElement: false)
    case nil: break
    }
  }

  private mutating func beginNext() {
    guard case .array(let index, _) = levels.last else { return }
    levels[levels.count - 1] = .array(index: index + 1, isAtElement: true)
  }
}
