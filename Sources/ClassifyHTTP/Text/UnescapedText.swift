// SPDX-License-Identifier: Apache-2.0

/// Text in the form in which secrets are compared: unescaped and in lower case.
///
/// JSON escapes, also of JSON in JSON, percent encodings, and `+` for a space are decoded, and
/// backslashes are dropped. All spellings of a text then have the same bytes, at the price of a few
/// different texts that have them too.
struct UnescapedText {
  /// The decoded bytes.
  private(set) var bytes: [UInt8] = []
  /// For each decoded byte, the index in the source at which its spelling starts.
  private var starts: [Int] = []
  private let source: ArraySlice<UInt8>
  private var position: Int

  /// Decodes a text.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  init(_ source: ArraySlice<UInt8>) {
    self.source = source
    position = source.startIndex
    bytes.reserveCapacity(source.count)
    starts.reserveCapacity(source.count)
    while position < source.endIndex { decodeNext() }
  }

  /// Decodes a string.
  init(_ text: String) {
    self.init(Array(text.utf8)[...])
  }

  /// Returns the indices in the source of the spelling of decoded bytes.
  func sourceRange(of range: Range<Int>) -> Range<Int> {
    let end = range.upperBound < starts.count ? starts[range.upperBound] : source.endIndex
    return starts[range.lowerBound]..<end
  }

  /// Returns whether an upper-case letter directly follows a lower-case one in the source of bytes.
  func hasCaseChange(in range: Range<Int>) -> Bool {
    range.dropFirst().contains { index in
      let before = source[starts[index - 1]]
      let byte = source[starts[index]]
      return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(before)
        && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
  }

  // MARK: - Decoding

  private mutating func decodeNext() {
    let start = position
    let byte = source[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\\"):
      while peek(0) == UInt8(ascii: "\\") { position += 1 }
      decodeEscape(from: start)
    case UInt8(ascii: "%"):
      // `%2541` is a percent-encoded `%41`.
      while peek(0) == UInt8(ascii: "2"), peek(1) == UInt8(ascii: "5") { position += 2 }
      if let decoded = hexadecimal(digits: 2) {
        position += 2
        append(UInt8(decoded), from: start)
      } else {
        append(byte, from: start)
      }
    default: append(byte, from: start)
    }
  }

  /// Decodes the part of an escape after its backslashes.
  private mutating func decodeEscape(from start: Int) {
    guard let kind = peek(0) else { return }
    position += 1
    switch kind {
    case UInt8(ascii: "u"):
      guard let scalar = takeScalar() else { return append(kind, from: start) }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        append(byte, from: start)
      }
    case UInt8(ascii: "x"):
      guard let value = hexadecimal(digits: 2) else { return append(kind, from: start) }
      position += 2
      for byte in UTF8.encode(Unicode.Scalar(UInt8(value))) ?? UTF8.encodedReplacementCharacter {
        append(byte, from: start)
      }
    case UInt8(ascii: "n"): append(0x0A, from: start)
    case UInt8(ascii: "r"): append(0x0D, from: start)
    case UInt8(ascii: "t"): append(0x09, from: start)
    default: append(kind, from: start)
    }
  }

  /// Returns the scalar of one `XXXX`, or of two with `\u` between them for a surrogate pair.
  private mutating func takeScalar() -> Unicode.Scalar? {
    guard let first = hexadecimal(digits: 4) else { return nil }
    position += 4
    if let scalar = Unicode.Scalar(first) { return scalar }
    let beforeSecond = position
    while peek(0) == UInt8(ascii: "\\") { position += 1 }
    if UTF16.isLeadSurrogate(UInt16(first)), position > beforeSecond,
      peek(0) == UInt8(ascii: "u")
    {
      position += 1
      if let second = hexadecimal(digits: 4), UTF16.isTrailSurrogate(UInt16(second)) {
        position += 4
        return Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
      }
    }
    position = beforeSecond
    return "\u{FFFD}"
  }

  private mutating func append(_ byte: UInt8, from start: Int) {
    guard byte != UInt8(ascii: "\\") else { return }
    bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : ASCII.lowercased(byte))
    starts.append(start)
  }

  private func peek(_ offset: Int) -> UInt8? {
    position + offset < source.endIndex ? source[position + offset] : nil
  }

  /// Returns the value of the next digits, or `nil` if they are not hexadecimal.
  private func hexadecimal(digits: Int) -> UInt32? {
    guard position + digits <= source.endIndex else { return nil }
    var value: UInt32 = 0
    for byte in source[position..<position + digits] {
      guard let digit = Self.hexadecimalValue(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch ASCII.lowercased(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case let letter where ASCII.isHexadecimal(letter): UInt32(letter - UInt8(ascii: "a") + 10)
    default: nil
    }
  }
}
