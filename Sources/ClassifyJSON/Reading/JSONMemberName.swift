// SPDX-License-Identifier: Apache-2.0

/// The text of a name that is too long to be stored inline; boxed to take one word.
@usableFromInline
final class LongName: Sendable {
  @usableFromInline let text: String

  init(_ text: String) {
    self.text = text
  }
}

/// A member name that can be compared with known names without creating a `String`.
///
/// ```swift
/// switch name {
/// case "parsing_configuration": …
/// default: unknownMembers.append(name.text, try reader.readValue())
/// }
/// ```
///
/// Names of up to 32 bytes are stored inline; longer ones need a `String`. Names are compared by
/// their bytes, after escapes are decoded.
public struct JSONMemberName: Sendable {
  /// The maximum number of bytes of a name that is stored inline.
  @inlinable static var inlineCount: Int { 32 }

  /// The name's bytes, padded with zeros; the first is in the lowest bits of the first word.
  @usableFromInline let words: (UInt64, UInt64, UInt64, UInt64)
  /// The number of bytes of the name, stored inline or not.
  @usableFromInline let count: Int
  /// The name if it doesn't fit into ``words``.
  @usableFromInline let long: LongName?

  /// Loads a name of at most ``inlineCount`` bytes.
  ///
  /// - Parameters:
  ///   - start: The first byte of the name; 32 bytes must be readable from here.
  ///   - count: The number of bytes of the name.
  ///   - mask: `count` bytes 0xFF, followed by zeros up to 32 bytes.
  @inlinable @inline(always)
  init(short start: UnsafePointer<UInt8>, count: Int, mask: UnsafePointer<UInt8>) {
    words = (
      WordScan.load(start) & WordScan.load(mask),
      WordScan.load(start + 8) & WordScan.load(mask + 8),
      WordScan.load(start + 16) & WordScan.load(mask + 16),
      WordScan.load(start + 24) & WordScan.load(mask + 24)
    )
    self.count = count
    long = nil
  }

  /// Creates a name of any length.
  @usableFromInline
  init(_ text: String) {
    var bytes = Array(text.utf8)
    let count = bytes.count
    guard count > Self.inlineCount else {
      bytes += Array(repeating: 0, count: Self.inlineCount - count)
      func word(_ index: Int) -> UInt64 {
        bytes[(index * 8)..<(index * 8 + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      }
      words = (word(0), word(1), word(2), word(3))
      self.count = count
      long = nil
      return
    }
    words = (0, 0, 0, 0)
    self.count = count
    long = LongName(text)
  }

  /// The name, with its escapes decoded.
  ///
  /// - Complexity: O(*n*); allocates if the name has more than 15 bytes.
  public var text: String {
    if let long { return long.text }
    let words = (
      words.0.littleEndian, words.1.littleEndian, words.2.littleEndian, words.3.littleEndian
    )
    return withUnsafeBytes(of: words) { String(decoding: $0.prefix(count), as: UTF8.self) }
  }

  /// Returns whether the bytes of the name and of a literal are equal; makes `switch` work.
  @inline(always)
  public static func ~= (pattern: StaticString, name: JSONMemberName) -> Bool {
    name == pattern
  }

  /// Returns whether the bytes of the name and of a literal are equal.
  @inline(always)
  public static func == (name: JSONMemberName, known: StaticString) -> Bool {
    // After inlining, the length and the words of the literal are constants.
    guard known.utf8CodeUnitCount == name.count else { return false }
    return known.withUTF8Buffer { known in
      guard known.count <= Self.inlineCount else {
        return name.long?.text.utf8.elementsEqual(known) ?? false
      }
      return word(of: known, from: 0) == name.words.0
        && (known.count <= 8 || word(of: known, from: 8) == name.words.1)
        && (known.count <= 16 || word(of: known, from: 16) == name.words.2)
        && (known.count <= 24 || word(of: known, from: 24) == name.words.3)
    }
  }

  @inlinable @inline(always)
  static func word(of known: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for index in start..<min(known.count, start + 8) {
      word |= UInt64(known[index]) &<< shift
      shift += 8
    }
    return word
  }

  /// A hash of the bytes; its upper bits are the best distributed.
  @inlinable var hash: UInt64 {
    if let long { return Self.hash(of: long.text) }
    // One multiplication is enough: a collision only costs a comparison.
    let mixed =
      words.0 ^ (words.1 &<< 23 | words.1 &>> 41) ^ (words.2 &<< 47 | words.2 &>> 17)
      ^ (words.3 &<< 11 | words.3 &>> 53) ^ UInt64(truncatingIfNeeded: count)
    return mixed &* 0x9E37_79B9_7F4A_7C15
  }

  @usableFromInline
  static func hash(of long: String) -> UInt64 {
    // FNV-1a.
    long.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
  }
}

extension JSONMemberName: CustomStringConvertible {
  /// The name, with its escapes decoded.
  public var description: String { text }
}
