// SPDX-License-Identifier: Apache-2.0

/// Reads the values of string literals.
enum ScriptString {
  /// The expression of a string in quotes.
  static func expression(_ range: ByteRange, in text: SourceText) -> Expression {
    let content = range.lowerBound + 1..<range.upperBound - 1
    let literal = StringLiteral(
      parts: content.isEmpty ? [] : [.text(value(of: content, in: text), content)],
      prefix: "", quote: text[range.lowerBound..<content.lowerBound])
    return Expression(.string(literal), range)
  }

  /// Returns the text of a literal with its escapes resolved; invalid ones stay as they are.
  static func value(of range: ByteRange, in text: SourceText) -> String {
    guard text.bytes[range].contains(ScriptByte.backslash) else { return text[range] }
    var units: [UInt16] = []
    var rest = Substring(text[range]).utf16
    while let unit = rest.popFirst() {
      if unit == UInt16(ScriptByte.backslash) {
        units += escape(&rest)
      } else {
        units.append(unit)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// The code units that an escape stands for, from behind its backslash.
  private static func escape(_ rest: inout Substring.UTF16View) -> [UInt16] {
    guard let unit = rest.popFirst() else { return [] }
    switch Unicode.Scalar(unit) ?? " " {
    case "b": return [0x08]
    case "t": return [0x09]
    case "n": return [0x0A]
    case "v": return [0x0B]
    case "f": return [0x0C]
    case "r": return [0x0D]
    case "\r":
      if rest.first == 0x0A { rest.removeFirst() }
      return []
    case "\n", "\u{2028}", "\u{2029}": return []
    case "x": return hexadecimal(&rest, count: 2) ?? [unit]
    case "u": return braced(&rest) ?? hexadecimal(&rest, count: 4) ?? [unit]
    case "0"..."7":
      var digits = [unit]
      let limit = unit < UInt16(UInt8(ascii: "4")) ? 3 : 2
      while digits.count < limit, let next = rest.first, (0x30...0x37).contains(next) {
        digits.append(next)
        rest.removeFirst()
      }
      return UInt16(String(decoding: digits, as: UTF16.self), radix: 8).map { [$0] } ?? []
    default: return [unit]
    }
  }

  private static func hexadecimal(
    _ rest: inout Substring.UTF16View, count: Int
  ) -> [UInt16]? {
    guard let digits = String(rest.prefix(count)), digits.utf16.count == count,
      digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16)
    else { return nil }
    rest.removeFirst(count)
    return [unit]
  }

  private static func braced(_ rest: inout Substring.UTF16View) -> [UInt16]? {
    guard rest.first == UInt16(ScriptByte.leftBrace), let end = rest.firstIndex(of: 0x7D),
      let digits = String(rest[rest.index(after: rest.startIndex)..<end]),
      digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    rest = rest[rest.index(after: end)...]
    return Array(String(Character(scalar)).utf16)
  }
}

/// Reads numbers.
enum ScriptNumber {
  /// The literal of a spelling; it has a value if it is an integer that fits and no `BigInt`.
  static func literal(_ spelling: String) -> NumberLiteral {
    if !spelling.hasPrefix("0"), let integer = Int(spelling) {
      return NumberLiteral(spelling: spelling, integer: integer)
    }
    let digits = String(spelling.lowercased().filter { $0 != "_" })
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
      return NumberLiteral(
        spelling: spelling, integer: Int(digits.dropFirst(prefix.count), radix: radix))
    }
    let isOctal =
      digits.count > 1 && digits.hasPrefix("0") && digits.allSatisfy { ("0"..."7").contains($0) }
    return NumberLiteral(spelling: spelling, integer: Int(digits, radix: isOctal ? 8 : 10))
  }
}
