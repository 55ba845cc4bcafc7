// SPDX-License-Identifier: Apache-2.0

/// Where an offset of a text is, worked out by reading the text again up to there.
///
/// The text before the offset must have been accepted by the reader; what follows is not looked at.
struct JSONPlace {
  /// The offset, at most the length of the text.
  let offset: Int
  /// The line, counted from 1.
  let line: Int
  /// The column, counted from 1 in Unicode scalars.
  let column: Int
  /// The value that begins at the offset or goes on there; or else what it is in.
  let pointer: JSONPointer

  /// Works out where `offset` is in `text`.
  ///
  /// - Parameters:
  ///   - offset: Where; what lies behind the text counts as its end.
  ///   - text: The whole text.
  ///   - isBehindValue: Whether a number or literal that reaches up to the offset is complete: the
  ///     text before the offset can't tell.
  /// - Complexity: O(*n*) in the offset.
  init(of offset: Int, in text: UnsafeBufferPointer<UInt8>, isBehindValue: Bool) {
    let before = text.prefix(max(0, offset))
    self.offset = before.count
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Every scalar has one byte that does not continue another.
    column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    var path = JSONPath()
    path.follow(before)
    if isBehindValue { path.endValue() }
    pointer = JSONPointer(tokens: path.levels.compactMap(\.token))
  }
}

/// The arrays and objects that are open where a text breaks off.
private struct JSONPath {
  enum Level {
    /// In an object, at the member of that name; `nil` between members.
    case object(name: String?)
    /// In an array, at the element of that index, or between elements.
    case array(index: Int, isAtElement: Bool)

    var token: String? {
      switch self {
      case .object(let name): name
      case .array(let index, let isAtElement): isAtElement ? String(index) : nil
      }
    }
  }

  private(set) var levels: [Level] = []

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
        // A number or a literal, which goes on up to the next byte of another kind.
        let end = text[next...].firstIndex { ",]} \n\r\t".utf8.contains($0) }
        guard let end else { return }
        endValue()
        next = end - 1
      }
      next += 1
    }
  }

  /// Returns where the closing quote is, or the end of the text.
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
