// SPDX-License-Identifier: Apache-2.0

/// An index of secrets that finds them, and parts of them, in a text.
///
/// Secrets are cut into windows of ``windowLength`` bytes, each packed into an integer: consecutive
/// windows in a text are a secret, or a part of one, so that the time is linear in the length of the
/// text whatever it contains. Shorter secrets are found as whole words only, and those of less than
/// ``minimumLength`` bytes not at all: they are too short to be secret, and redacting them would make
/// any text unreadable. The same is true of a short possible secret that is a plain word, such as a
/// label: it can be the type of a document. Of a text of more than ``maximumLength`` bytes, only the
/// beginning is found, by its parts.
struct SecretIndex: Sendable {
  /// The number of bytes of a window: a shorter secret is found as a whole word only.
  static let windowLength = 8
  /// The minimum length of a secret in bytes.
  static let minimumLength = 4
  /// The number of bytes from which a secret has parts, and of the shortest part of a long one.
  static let partLength = 16
  /// The number of bytes at the beginning of a secret that are indexed, to bound the memory.
  static let maximumLength = 1 << 14
  /// The bytes between the pieces of a secret.
  private static let separators = Array(" =:,;/&?\"".utf8)
  /// The beginning of every LlamaCloud key.
  private static let keyPrefix = Self.packed(UnescapedText("llx-").bytes[...])
  private static let keyPrefixLength = 4
  /// The minimum number of bytes after ``keyPrefix`` that make a text a key.
  private static let minimumKeyTail = 4
  private static let publicKey = UnescapedText(SandboxKey.text).bytes

  /// The conditions under which consecutive windows that end with this one are redacted.
  private struct Window {
    /// Whether the window is more than words, as every part of a secret must be.
    ///
    /// It then has a digit, a symbol other than `-`, `_` and `.`, or an upper-case letter after a
    /// lower-case one, and is in no public text.
    var isTelling = false
    /// The minimum number of bytes of a part; `.max` for no parts.
    var part = Int.max
    /// The number of bytes of the shortest secret that ends here; `.max` for none.
    var whole = Int.max
  }

  private var windows: [UInt64: Window] = [:]
  private var words: Set<UInt64> = []
  private var wordLengths: Set<Int> = []
  /// The number of bytes of the longest secret, unescaped and as indexed.
  private(set) var longestSecret = 0

  /// Creates an index.
  ///
  /// - Parameters:
  ///   - keys: Secrets that are redacted even where a public text contains them.
  ///   - values: Other secrets.
  ///   - possible: Texts that can be secret: found as a whole only.
  ///   - publicTexts: Texts that are not redacted, nor is a value or possible text in them.
  init(
    keys: [String], values: [String] = [], possible: [String] = [],
    except publicTexts: [String] = []
  ) {
    let texts = Set(publicTexts.map { UnescapedText($0).bytes })
    var publicWindows: Set<UInt64> = []
    for text in texts { Self.forEachWindow(in: text) { window, _ in publicWindows.insert(window) } }
    let secrets = keys + values.filter { !Self.isFound(Array($0.utf8)[...], in: texts) }
    for secret in secrets.map({ Array($0.utf8) }) {
      insert(secret[...], publicWindows)
      for piece in Self.pieces(of: secret) where !Self.isFound(piece, in: texts) {
        insert(piece, publicWindows, hasParts: false)
      }
    }
    for text in possible.map({ Array($0.utf8)[...] })
    where !Self.isFound(text, in: texts) && !Self.isShortPlainWord(text) {
      insert(text, publicWindows, hasParts: false, isEncoded: false)
    }
  }

  /// Returns the parts of a secret that are more than words and that a server can repeat alone, such
  /// as the token in `ApiKey …` and the password in `user:…`.
  private static func pieces(of secret: [UInt8]) -> [ArraySlice<UInt8>] {
    secret.prefix(maximumLength).split { separators.contains($0) }.filter { piece in
      guard piece.count < secret.count else { return false }
      let text = UnescapedText(piece)
      return text.bytes.count >= windowLength && isTelling(0..<text.bytes.count, of: text)
    }
  }

  /// Returns whether a secret would be found in one of the texts.
  private static func isFound(_ secret: ArraySlice<UInt8>, in texts: Set<[UInt8]>) -> Bool {
    let bytes = UnescapedText(secret.prefix(maximumLength)).bytes
    guard bytes.count >= minimumLength else { return false }
    return texts.contains { text in
      text.count >= bytes.count
        && text.ranges(of: bytes).contains { range in
          bytes.count >= windowLength || isWord(range, of: text)
        }
    }
  }

  private mutating func insert(
    _ secret: ArraySlice<UInt8>, _ publicWindows: Set<UInt64>, hasParts: Bool = true,
    isEncoded: Bool = true
  ) {
    let hasParts = hasParts || secret.count > Self.maximumLength
    let secret = secret.prefix(Self.maximumLength)
    let text = UnescapedText(secret)
    insert(text, publicWindows, hasParts)
    if text.bytes.count < Self.windowLength, text.bytes.count >= Self.minimumLength {
      words.insert(Self.packed(text.bytes[...]))
      wordLengths.insert(text.bytes.count)
    }
    guard isEncoded else { return }
    for encoding in Base64Spellings.texts(of: Array(secret)) {
      insert(UnescapedText(encoding[...]), publicWindows, hasParts)
    }
  }

  private mutating func insert(
    _ text: UnescapedText, _ publicWindows: Set<UInt64>, _ hasParts: Bool
  ) {
    let count = text.bytes.count
    longestSecret = max(longestSecret, count)
    let half = (count + 1) / 2
    let part = hasParts && count >= Self.partLength ? min(half, Self.partLength) : Int.max
    Self.forEachWindow(in: text.bytes) { packed, end in
      var window = windows[packed] ?? Window()
      window.isTelling =
        window.isTelling
        || !publicWindows.contains(packed)
          && Self.isTelling(end - Self.windowLength..<end, of: text)
      window.part = min(window.part, part)
      if end == count { window.whole = min(window.whole, end) }
      windows[packed] = window
    }
  }

  /// Returns whether a part of a secret is more than words.
  private static func isTelling(_ range: Range<Int>, of text: UnescapedText) -> Bool {
    !text.bytes[range].allSatisfy(isPlain) || text.hasCaseChange(in: range)
  }

  private static func forEachWindow(in bytes: [UInt8], _ body: (UInt64, _ end: Int) -> Void) {
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = window << 8 | UInt64(byte)
      if index + 1 >= windowLength { body(window, index + 1) }
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
    var packed: UInt64 = 0
    var run = Run()
    for (index, byte) in text.bytes.enumerated() {
      let end = index + 1
      packed = packed << 8 | UInt64(byte)
      let window = end >= Self.windowLength ? windows[packed] : nil
      guard
        let range = run.length(endingWith: window).map({ end - $0..<end })
          ?? word(endingAt: end, of: text.bytes, packed)
          ?? unknownKey(
            afterPrefixEndingAt: end, of: text.bytes, packed, found.last?.upperBound ?? 0)
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

  /// Consecutive windows of secrets in a text.
  private struct Run {
    private var byteCount = 0
    private var isTelling = false

    /// Adds a window, or ends the run if it is `nil`.
    ///
    /// - Returns: The number of bytes of the secret, or the part of one, that ends with the window;
    ///   `nil` for none.
    mutating func length(endingWith window: Window?) -> Int? {
      guard let window else {
        self = Run()
        return nil
      }
      byteCount = byteCount == 0 ? SecretIndex.windowLength : byteCount + 1
      isTelling = isTelling || window.isTelling
      let isFound = byteCount >= window.whole || isTelling && byteCount >= window.part
      return isFound ? byteCount : nil
    }
  }

  /// Returns the range of a short secret that ends at an index and is a whole word.
  private func word(endingAt end: Int, of bytes: [UInt8], _ packed: UInt64) -> Range<Int>? {
    for length in wordLengths where end >= length {
      let range = end - length..<end
      if words.contains(packed & (1 << (8 * UInt64(length)) - 1)), Self.isWord(range, of: bytes) {
        return range
      }
    }
    return nil
  }

  /// Returns whether bytes are a whole word.
  ///
  /// A plain word is often part of a name, such as `secret` of `webhook_signing_secret`; any other
  /// ends at a byte that is neither a letter nor a digit.
  private static func isWord(_ range: Range<Int>, of bytes: [UInt8]) -> Bool {
    let isPlain = bytes[range].allSatisfy(isPlainWordByte)
    let continuesWord = { (byte: UInt8) in
      isPlain ? isWordByte(byte) : ASCII.isAlphanumeric(byte)
    }
    return !bytes[..<range.lowerBound].suffix(1).contains(where: continuesWord)
      && !bytes[range.upperBound...].prefix(1).contains(where: continuesWord)
  }

  /// Returns the range of a LlamaCloud key whose prefix ends at an index, unless it is in a range that
  /// ends after it.
  private func unknownKey(
    afterPrefixEndingAt end: Int, of bytes: [UInt8], _ packed: UInt64, _ coveredEnd: Int
  ) -> Range<Int>? {
    guard packed & 0xFFFF_FFFF == Self.keyPrefix, end > coveredEnd else { return nil }
    let tail = bytes[end...].prefix(while: Self.isKeyByte)
    let key = end - Self.keyPrefixLength..<tail.endIndex
    return tail.count >= Self.minimumKeyTail && Array(bytes[key]) != Self.publicKey ? key : nil
  }

  /// Returns whether a text is shorter than a window and a word without digits.
  private static func isShortPlainWord(_ text: ArraySlice<UInt8>) -> Bool {
    text.count < windowLength && text.allSatisfy(isPlainWordByte)
  }

  /// Returns whether a byte is common in words without digits, and between them.
  private static func isPlain(_ byte: UInt8) -> Bool {
    isPlainWordByte(byte) || " .".utf8.contains(byte)
  }

  /// Returns whether a byte is part of a word without digits.
  private static func isPlainWordByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) && !ASCII.isDigit(byte)
  }

  /// Returns whether a byte is part of a word, such as `target_pages`, `--target-pages` or `café`.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    isKeyByte(byte) || byte >= 0x80
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
