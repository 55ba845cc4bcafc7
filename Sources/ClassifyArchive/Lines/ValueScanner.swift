// SPDX-License-Identifier: Apache-2.0

/// A scanner that finds the end of one JSON value, which can arrive in chunks.
///
/// It follows strings and brackets only: what else is in a value is left to a reader of JSON.
struct ValueScanner: Sendable {
  /// An error in the structure of the value.
  enum Fault: Error, Sendable {
    case lineBreakInString
    case unbalancedBracket
    /// More arrays and objects are in each other than the maximum.
    case tooDeep
  }

  private enum State {
    case start
    /// In a number, a literal, or other text without quotes.
    case scalar
    /// In an array or object, outside of strings.
    case nested
    /// The same, in the white space after a line break.
    case indentation
    case string
    /// Behind a backslash in a string.
    case escape
  }

  private let maximumDepth: Int
  private var state = State.start
  /// The closing brackets of the open arrays and objects.
  private var closing: [UInt8] = []

  /// Creates a scanner at the beginning of a value.
  init(maximumDepth: Int) {
    self.maximumDepth = maximumDepth
  }

  /// Whether the scanned text ends in a string.
  var isInString: Bool { state == .string || state == .escape }

  /// Whether nothing was scanned yet.
  var isAtStart: Bool { state == .start }

  /// Scans to the end of the value, or of the text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - position: The offset of the next byte; set to the one behind the value, or to that of the
  ///     error.
  ///   - output: Receives the value without the line breaks outside of strings and the white space
  ///     that follows them; `nil` drops it.
  /// - Returns: Whether the value ends before the end of the text.
  /// - Throws: ``Fault`` at `position`; `output` has what is before it.
  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, from position: inout Int, into output: inout [UInt8]?
  ) throws(Fault) -> Bool {
    var start = position
    func emit(_ output: inout [UInt8]?) { output?.append(contentsOf: text[start..<position]) }
    while position < text.count {
      switch state {
      case .start:
        begin(text[position])
        position += 1
      case .scalar:
        if Self.endsScalar(text[position]) {
          emit(&output)
          return true
        }
        position += 1
      case .nested:
        switch text[position] {
        case UInt8(ascii: "\""): state = .string
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard closing.count < maximumDepth else {
            emit(&output)
            throw .tooDeep
          }
          // In ASCII, a closing bracket is two behind the opening one.
          closing.append(text[position] + 2)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard closing.popLast() == text[position] else {
            emit(&output)
            throw .unbalancedBracket
          }
          if closing.isEmpty {
            position += 1
            emit(&output)
            return true
          }
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
          emit(&output)
          state = .indentation
        default: break
        }
        position += 1
      case .indentation:
        if WhiteSpace.contains(text[position]) {
          position += 1
          start = position
        } else {
          start = position
          state = .nested
        }
      case .string:
        position = StringEnd.firstIndex(in: text, from: position)
        guard position < text.count else { break }
        switch text[position] {
        case UInt8(ascii: "\""): state = .nested
        case UInt8(ascii: "\\"): state = .escape
        default:
          emit(&output)
          throw .lineBreakInString
        }
        position += 1
        if state == .nested, closing.isEmpty {
          emit(&output)
          return true
        }
      case .escape:
        guard text[position] != Newline.byte else {
          emit(&output)
          throw .lineBreakInString
        }
        state = .string
        position += 1
      }
    }
    if state != .indentation { emit(&output) }
    return false
  }

  private mutating func begin(_ first: UInt8) {
    state = .nested
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): closing.append(first + 2)
    case UInt8(ascii: "\""): state = .string
    default: state = .scalar
    }
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: WhiteSpace.contains(byte)
    }
  }
}

/// White space of JSON (RFC 8259, section 2).
enum WhiteSpace {
  /// Whether a byte is a space, tab, line feed or carriage return.
  static func contains(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}

/// A search in a string for a quote, a backslash or a line feed, eight bytes at a time.
private enum StringEnd {
  /// Returns the index of the first such byte; the length of the text if there is none.
  static func firstIndex(in text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(text)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var next = position
    while next + 8 <= text.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self))
      // As in Newline: the lowest bit that is set is exact, because only a zero byte borrows.
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let newline = word ^ (ones &* 0x0A)
      var found = (quote &- ones) & ~quote
      found |= (backslash &- ones) & ~backslash
      found |= (newline &- ones) & ~newline
      found &= ones &* 0x80
      if found != 0 { return next + found.trailingZeroBitCount / 8 }
      next += 8
    }
    while next < text.count {
      switch text[next] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), Newline.byte: return next
      default: next += 1
      }
    }
    return text.count
  }
}
