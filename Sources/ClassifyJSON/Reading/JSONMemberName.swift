// SPDX-License-Identifier: Apache-2.0

/// The text of a name that is too long to be held in place; one word, and `nil` as a rule.
@usableFromInline
final class LongName: Sendable {
  @usableFromInline let text: String

  init(_ text: String) {
    self.text = text
  }
}

/// The name of a member, compared with the names that a type knows without making a `String`.
///
/// ```swift
/// switch name {
/// case "parsing_configuration": …
/// default: others.append(name.text, try reader.readValue())
/// }
/// ```
///
/// Names of up to 32 bytes are held in place; longer ones cost a `String`. Names are compared by
/// their bytes, after escapes are resolved.
public struct JSONMemberName: Sendable {
  /// The longest name that is held in place, in bytes.
  @inlinable static var shortCount: Int { 32 }

  /// The name's bytes, the first in the lowest bits of the first word, and then zeros.
  @usableFromInline let words: (UInt64, UInt64, UInt64, UInt64)
  /// The number of bytes.
  @usableFromInline let count: Int
  /// The name, if it does not fit into ``words``.
  @usableFromInline let long: LongName?

  /// Takes the name of at most ``shortCount`` bytes that begins at `start`.
  ///
  /// - Parameters:
  ///   - start: 32 bytes are loaded from here whatever the length, so as many must be there.
  ///   - count: The length.
  ///   - mask: `count` bytes 0xFF, and as many bytes 0 as make 32 with them.
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

  /// Makes the name of a text of any length.
  @usableFromInline
  init(_ text: String) {
    var bytes = Array(text.utf8)
    let count = bytes.count
    guard count > Self.shortCount else {
      bytes += Array(repeating: 0, count: Self.shortCount - count)
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

  /// The name as text.
  ///
  /// - Complexity: O(*n*); allocates if the name has more than 15 bytes.
  public var text: String {
    if let long { return long.text }
    let words = (
      words.0.littleEndian, words.1.littleEndian, words.2.littleEndian, words.3.littleEndian
    )
    return withUnsafeBytes(of: words) { String(decoding: $0.prefix(count), as: UTF8.self) }
  }

  /// Tells whether this is the name that is written in the code.
  @inline(always)
  public static func ~= (pattern: StaticString, name: JSONMemberName) -> Bool {
    name == pattern
  }

  /// Tells whether this is the name that is written in the code.
  @inline(always)
  public static func == (name: JSONMemberName, known: StaticString) -> Bool {
    // Inlined, the length and the words of a literal are constants.
    guard known.utf8CodeUnitCount == name.count else { return false }
    return known.withUTF8Buffer { known in
      guard known.count <= Self.shortCount else {
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

  /// A number that is the same for the same name; its upper bits are spread best.
  @inlinable var hash: UInt64 {
    if let long { return Self.hash(of: long.text) }
    // Collisions cost a comparison of the texts, so one multiplication is enough.
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
  /// The name as text.
  public var description: String { text }
}
