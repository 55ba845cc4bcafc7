// SPDX-License-Identifier: Apache-2.0

// MARK: - Literals

extension JSONReader {
  /// Whether the next value begins like `null`.
  @inlinable public var isAtNull: Bool { base[position] == UInt8(ascii: "n") }

  /// Reads `null`.
  ///
  /// - Throws: ``JSONError`` if the next value isn't `null`.
  @inlinable
  public mutating func readNull() throws(JSONError) {
    guard isAtNull else { throw wrongType(expected: .null) }
    try skipLiteral("null")
  }

  /// Reads `true` or `false`.
  ///
  /// - Throws: ``JSONError`` if the next value is neither.
  public mutating func readBool() throws(JSONError) -> Bool {
    switch base[position] {
    case UInt8(ascii: "t"):
      try skipLiteral("true")
      return true
    case UInt8(ascii: "f"):
      try skipLiteral("false")
      return false
    default:
      throw wrongType(expected: .bool)
    }
  }

  @usableFromInline
  mutating func skipLiteral(_ literal: StaticString) throws(JSONError) {
    valueStart = position
    for index in 0..<literal.utf8CodeUnitCount
    where base[position + index] != literal.utf8Start[index] {
      throw invalidLiteral()
    }
    position += literal.utf8CodeUnitCount
  }
}

// MARK: - Numbers

extension JSONReader {
  /// Reads a number and keeps its text.
  ///
  /// - Throws: ``JSONError`` if the next value isn't a well-formed number.
  @inlinable
  public mutating func readNumber() throws(JSONError) -> JSONNumber {
    guard isAtNumber else { throw wrongType(expected: .number) }
    let start = position
    try skipNumber()
    let text = UnsafeBufferPointer(start: base + start, count: position - start)
    return JSONNumber(validated: String(decoding: text, as: UTF8.self))
  }

  /// Reads a number whose value is an integer, such as `12`, `12.0` or `1.2e1`.
  ///
  /// - Throws: ``JSONError`` if the next value isn't a number, isn't an integer, or doesn't fit
  ///   into `Int`.
  @inlinable
  public mutating func readInteger() throws(JSONError) -> Int {
    if let integer = readDigitsOnly() { return integer }
    return try readUnusualInteger()
  }

  /// Reads an integer without fraction and exponent, and without allocating memory.
  ///
  /// - Returns: The integer; `nil` if the next value is anything else, such as `1.0`, `1e2`, a
  ///   number of more than 18 digits, or a string. The reader then stays where it is.
  @inlinable @inline(__always)
  public mutating func readDigitsOnly() -> Int? {
    guard let (value, end) = NumberScanner.scanInteger(base + position) else { return nil }
    valueStart = position
    position = end - base
    return value
  }

  /// Reads an array of integers without fraction and exponent.
  ///
  /// - Parameter numbers: The array to which the integers are appended.
  /// - Returns: `false` if the next value is anything else. The reader then stays where it is, and
  ///   nothing is appended.
  public mutating func readDigitsOnlyArray(into numbers: inout [Int]) -> Bool {
    let start = position
    let count = numbers.count
    guard base[start] == Byte.openBracket, depth < limits.maximumDepth else { return false }
    position &+= 1
    skipWhitespace()
    if base[position] == Byte.closeBracket {
      position &+= 1
      valueStart = start
      return true
    }
    while let number = readDigitsOnly() {
      numbers.append(number)
      skipWhitespace()
      let byte = base[position]
      guard byte == Byte.comma || byte == Byte.closeBracket else { break }
      position &+= 1
      if byte == Byte.closeBracket {
        valueStart = start
        return true
      }
      skipWhitespace()
    }
    position = start
    valueStart = start
    numbers.removeLast(numbers.count - count)
    return false
  }

  /// Reads an integer with a fraction, an exponent or more than 18 digits.
  @usableFromInline @inline(never)
  mutating func readUnusualInteger() throws(JSONError) -> Int {
    guard isAtNumber else { throw wrongType(expected: .number) }
    let number = try readNumber()
    guard let integer = number.integer else {
      let text = Excerpt.quoted(number.text)
      throw error(
        .notAnInteger,
        "expected a whole number from \(Int.min) to \(Int.max), found \(text)", at: valueStart)
    }
    return integer
  }

  @inlinable var isAtNumber: Bool {
    base[position] == Byte.minus || base[position] &- Byte.zero <= 9
  }

  /// Validates the number at the current position, and advances past it.
  @usableFromInline
  mutating func skipNumber() throws(JSONError) {
    valueStart = position
    do throws(NumberScanner.Fault) {
      position = try NumberScanner.scanNumber(base + position) - base
    } catch {
      throw invalidNumber(error)
    }
  }

  private func invalidNumber(_ fault: NumberScanner.Fault) -> JSONError {
    let offset = position + fault.offset
    let expected: String
    switch fault.kind {
    case .leadingZero:
      return error(
        .invalidNumber, "a number begins with a zero that other digits follow; remove the zero",
        at: offset)
    case .noDigitAfterSign: expected = "a digit after \"-\""
    case .noDigitAfterPoint: expected = "a digit after the point"
    case .noDigitInExponent: expected = "a digit in the exponent"
    }
    return error(
      offset < count ? .invalidNumber : .unexpectedEnd,
      "a number needs \(expected), found \(found(at: offset))", at: offset)
  }
}

// MARK: - Strings

extension JSONReader {
  /// Reads a string.
  ///
  /// - Throws: ``JSONError`` if the next value isn't a well-formed string.
  /// - Complexity: O(*n*) in the bytes of the string.
  @inlinable
  public mutating func readString() throws(JSONError) -> String {
    let offset = position
    guard base[offset] == Byte.quote else { throw wrongType(expected: .string) }
    valueStart = offset
    let start = base + (offset &+ 1)
    let end = WordScan.firstSpecial(start)
    guard end.pointee == Byte.quote else { return try readUnusualString() }
    position = (end - base) &+ 1
    return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
  }

  /// Reads a string with escapes or non-ASCII characters, or throws if it is malformed.
  @usableFromInline @inline(never)
  mutating func readUnusualString() throws(JSONError) -> String {
    let offset = position
    let hasEscapes = try skipString()
    let raw = UnsafeBufferPointer(start: base + (offset + 1), count: position - offset - 2)
    return hasEscapes ? Self.unescaped(raw) : String(decoding: raw, as: UTF8.self)
  }

  /// Returns the string whose opening quote is at `offset`; it must be well-formed.
  @usableFromInline
  func text(at offset: Int) -> String {
    let start = base + (offset + 1)
    var end = start
    while end.pointee != Byte.quote { end += end.pointee == Byte.backslash ? 2 : 1 }
    return Self.unescaped(UnsafeBufferPointer(start: start, count: end - start))
  }

  /// Returns the text of the bytes between the quotes of a well-formed string.
  private static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> String {
    // On the stack if it is short; no escape is shorter than its character.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: raw.count) { text in
      guard var next = raw.baseAddress, let start = text.baseAddress else { return "" }
      let end = next + raw.count
      var target = start
      while next < end {
        let special = WordScan.firstSpecial(next)
        target.initialize(from: next, count: special - next)
        target += special - next
        next = special
        if next.pointee == Byte.backslash, case .success(let escape) = Escape.parse(next) {
          for unit in escape.scalar.utf8 {
            target.initialize(to: unit)
            target += 1
          }
          next += escape.length
        } else if next < end {
          target.initialize(to: next.pointee)
          target += 1
          next += 1
        }
      }
      return String(
        decoding: UnsafeBufferPointer(start: start, count: target - start), as: UTF8.self)
    }
  }

  /// Validates the string at the current position, and advances past it.
  ///
  /// - Returns: Whether the string has escapes.
  @usableFromInline @discardableResult
  mutating func skipString() throws(JSONError) -> Bool {
    valueStart = position
    var hasEscapes = false
    var next = base + (position + 1)
    while true {
      next = WordScan.firstSpecial(next)
      switch next.pointee {
      case Byte.quote:
        position = (next - base) + 1
        return hasEscapes
      case Byte.backslash:
        hasEscapes = true
        switch Escape.parse(next) {
        case .success(let escape): next += escape.length
        case .failure(let fault): throw invalidEscape(fault, at: next - base)
        }
      case 0x80...:
        let length = UTF8Sequence.length(next)
        guard length > 0 else { throw invalidUTF8(at: next - base) }
        next += length
      default:
        throw controlCharacter(at: next - base)
      }
    }
  }

  private func controlCharacter(at offset: Int) -> JSONError {
    guard offset < count else {
      return error(.unexpectedEnd, "the text ends within a string; close it with \"", at: offset)
    }
    let byte = base[offset]
    return error(
      .controlCharacter,
      """
      a string has the control character \(Excerpt.codePoint(byte)); \
      write it as \(Escape.text(of: byte))
      """,
      at: offset)
  }

  private func invalidUTF8(at offset: Int) -> JSONError {
    error(
      .invalidUTF8,
      "a string has the byte \(Excerpt.byte(base[offset])), which is not UTF-8 here; encode the "
        + "text as UTF-8",
      at: offset)
  }

  private func invalidEscape(_ fault: Escape.Fault, at offset: Int) -> JSONError {
    guard offset + fault.length < count else {
      return error(.unexpectedEnd, "the text ends within an escape of a string", at: count)
    }
    let escape = Excerpt.quoted(bytes[offset..<min(offset + 6, count)])
    return switch fault.kind {
    case .unknown:
      error(
        .invalidEscape, "\(escape) does not begin with an escape; write \\\\ for a backslash",
        at: offset)
    case .loneSurrogate:
      error(
        .loneSurrogate, "\(escape) is one half of a surrogate pair, without its other half",
        at: offset)
    }
  }
}
