// SPDX-License-Identifier: Apache-2.0

/// Reads the text of JSON strings and remembers where each of its bytes comes from.
struct JSONSegmentReader {
  private let source: SourceText
  private var bytes: ContiguousArray<UInt8> = []
  private var segments: [EmbeddedText.Segment] = []

  init(_ source: SourceText) { self.source = source }

  /// What is read so far.
  var embeddedText: EmbeddedText {
    EmbeddedText(
      text: SourceText(String(decoding: bytes, as: UTF8.self)), segments: segments,
      encode: Self.escaped)
  }

  /// Appends the text of a valid string.
  ///
  /// - Parameter range: The bytes with the quotes.
  mutating func read(_ range: ByteRange) {
    var offset = range.lowerBound + 1
    let end = range.upperBound - 1
    while offset < end {
      let backslash =
        source.bytes[offset..<end].firstIndex(of: UInt8(ascii: "\\")) ?? end
      append(source.bytes[offset..<backslash], from: offset..<backslash, isVerbatim: true)
      offset = backslash
      guard offset < end else { return }
      let (scalar, length) = escape(at: offset, end)
      append(ContiguousArray(String(scalar).utf8)[...], from: offset..<offset + length)
      offset += length
    }
  }

  private mutating func append(
    _ new: ArraySlice<UInt8>, from outer: ByteRange, isVerbatim: Bool = false
  ) {
    guard !new.isEmpty else { return }
    segments.append(
      EmbeddedText.Segment(
        inner: bytes.count..<bytes.count + new.count, outer: outer, isVerbatim: isVerbatim))
    bytes.append(contentsOf: new)
  }

  // MARK: Escapes

  /// The character of an escape and its length; a lone surrogate is U+FFFD.
  private func escape(at offset: Int, _ end: Int) -> (Unicode.Scalar, Int) {
    guard offset + 1 < end else { return ("\\", 1) }
    let letter = Unicode.Scalar(source.bytes[offset + 1])
    if let scalar = Self.escapes[letter] { return (scalar, 2) }
    guard letter == "u", let unit = unit(at: offset + 2, end) else { return (letter, 2) }
    if UTF16.isLeadSurrogate(unit), offset + 7 < end,
      source.matches("\\u", in: offset + 6..<offset + 8), let next = self.unit(at: offset + 8, end),
      UTF16.isTrailSurrogate(next)
    {
      let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(next) - 0xDC00)
      return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    }
    return (Unicode.Scalar(unit) ?? "\u{FFFD}", 6)
  }

  private func unit(at offset: Int, _ end: Int) -> UInt16? {
    guard offset + 4 <= end else { return nil }
    return UInt16(source[offset..<offset + 4], radix: 16)
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t", "b": "\u{08}",
    "f": "\u{0C}",
  ]

  /// Writes text inside a JSON string.
  @Sendable static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ":
        let hexadecimal = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
