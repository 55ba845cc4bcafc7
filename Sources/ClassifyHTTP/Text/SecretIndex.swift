// SPDX-License-Identifier: Apache-2.0

/// An index of secrets that finds them, and parts of them, in a text.
///
/// A part of at least ``windowLength`` bytes is found by its windows of that length, each packed
/// into an integer, so that the time is linear in the length of the text whatever it contains.
/// Shorter secrets are found as whole words only, and those of less than ``minimumLength`` bytes
/// not at all: they are too short to be secret, and redacting them would make any text unreadable.
/// The same is true of a short value that is a plain word, such as a label: it can be the type of a
/// document.
struct SecretIndex: Sendable {
  /// The number of bytes of a window: a shorter part of a secret is not redacted.
  static let windowLength = 8
  /// The minimum length of a secret in bytes.
  static let minimumLength = 4
  /// The beginning of every LlamaCloud key.
  private static let keyPrefix = Self.packed(UnescapedText("llx-").bytes[...])
  private static let keyPrefixLength = 4
  /// The minimum number of bytes after ``keyPrefix`` that make a text a key.
  private static let minimumKeyTail = 4
  /// The sandbox's key, which is public.
  private static let publicKey = UnescapedText("llx-sandbox").bytes

  private var windows: Set<UInt64> = []
  private var words: Set<UInt64> = []
  private var wordLengths: Set<Int> = []

  /// Creates an index.
  ///
  /// - Parameters:
  ///   - keys: Secrets that are redacted even where they equal a public text.
  ///   - values: Other secrets.
  ///   - publicTexts: Texts that are not redacted, though a value can contain them.
  init(keys: [String], values: [String], except publicTexts: [String]) {
    for value in values { insert(value, orAsWord: !Self.isPlainWord(value)) }
    for text in publicTexts { remove(UnescapedText(text).bytes) }
    for key in keys { insert(key, orAsWord: true) }
  }

  private mutating func insert(_ secret: String, orAsWord: Bool) {
    insert(UnescapedText(secret).bytes, orAsWord: orAsWord)
    for encoding in Base64Spellings.texts(of: Array(secret.utf8)) {
      insert(UnescapedText(encoding[...]).bytes, orAsWord: false)
    }
  }

  private mutating func insert(_ bytes: [UInt8], orAsWord: Bool) {
    if bytes.count >= Self.windowLength {
      Self.forEachWindow(in: bytes) { windows.insert($0) }
    } else if orAsWord, bytes.count >= Self.minimumLength {
      words.insert(Self.packed(bytes[...]))
      wordLengths.insert(bytes.count)
    }
  }

  private mutating func remove(_ bytes: [UInt8]) {
    Self.forEachWindow(in: bytes) { windows.remove($0) }
    if bytes.count < Self.windowLength { words.remove(Self.packed(bytes[...])) }
  }

  private static func forEachWindow(in bytes: [UInt8], _ body: (UInt64) -> Void) {
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = window << 8 | UInt64(byte)
      if index + 1 >= windowLength { body(window) }
    }
  }

  /// Returns up to eight bytes as one integer.
  private static func packed(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  // MARK: - Search

  /// Returns the ranges of a text to redact, ascending and disjoint.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  func ranges(in source: ArraySlice<UInt8>) -> [Range<Int>] {
    guard source.count >= Self.minimumLength else { return [] }
    let text = UnescapedText(source)
    var found: [Range<Int>] = []
    var window: UInt64 = 0
    for (index, byte) in text.bytes.enumerated() {
      window = window << 8 | UInt64(byte)
      guard let range = range(endingAt: index, of: text.bytes, window, found.last?.upperBound ?? 0)
      else { continue }
      var merged = range
      while let last = found.last, merged.lowerBound <= last.upperBound {
        merged = min(merged.lowerBound, last.lowerBound)..<max(merged.upperBound, last.upperBound)
        found.removeLast()
      }
      found.append(merged)
    }
    return found.map(text.sourceRange)
  }

  /// Returns the range of a secret, or a part of one, that ends at an index, or of a key whose
  /// prefix ends there.
  private func range(
    endingAt index: Int, of bytes: [UInt8], _ window: UInt64, _ coveredEnd: Int
  ) -> Range<Int>? {
    let end = index + 1
    if end >= Self.windowLength, windows.contains(window) {
      return end - Self.windowLength..<end
    }
    for length in wordLengths where end >= length {
      let start = end - length
      if words.contains(window & (1 << (8 * UInt64(length)) - 1)),
        start == 0 || !Self.isWordByte(bytes[start - 1]),
        end == bytes.count || !Self.isWordByte(bytes[end])
      {
        return start..<end
      }
    }
    guard window & 0xFFFF_FFFF == Self.keyPrefix, end > coveredEnd else { return nil }
    let tail = bytes[end...].prefix(while: Self.isKeyByte)
    let key = end - Self.keyPrefixLength..<tail.endIndex
    return tail.count >= Self.minimumKeyTail && Array(bytes[key]) != Self.publicKey ? key : nil
  }

  /// Returns whether a text consists of letters, hyphens and underscores.
  private static func isPlainWord(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      isWordByte($0) && !ASCII.isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte >= 0x80
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}

/// The spellings of a secret within base64 (RFC 4648 §4 and §5).
private enum Base64Spellings {
  private static let standard = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Returns the digits that the bytes determine, for each position in a group of three bytes and
  /// both alphabets.
  static func texts(of bytes: [UInt8]) -> [[UInt8]] {
    (0..<3).flatMap { shift in
      // The digits that hold bits of the bytes before are dropped.
      let digits = Array(digits(of: [UInt8](repeating: 0, count: shift) + bytes))
        .dropFirst(shift == 0 ? 0 : shift + 1)
      let text = digits.map { standard[Int($0)] }
      return [text, text.map(urlSafe)]
    }
  }

  /// Returns the groups of six bits; bits that do not fill one are dropped.
  private static func digits(of bytes: [UInt8]) -> [UInt8] {
    var digits: [UInt8] = []
    var bits = 0
    var buffer = 0
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 6 {
        bits -= 6
        digits.append(UInt8(buffer >> bits & 0x3F))
      }
    }
    return digits
  }

  private static func urlSafe(_ digit: UInt8) -> UInt8 {
    switch digit {
    case UInt8(ascii: "+"): UInt8(ascii: "-")
    case UInt8(ascii: "/"): UInt8(ascii: "_")
    default: digit
    }
  }
}
