// SPDX-License-Identifier: Apache-2.0

// Never inlined: well-formed texts don't need any of this.
extension JSONReader {
  /// Returns an error for a value that is well-formed but not allowed.
  ///
  /// It is located at the current value: the last one read, or the next one if it follows a member
  /// name or begins an element.
  ///
  /// ```swift
  /// let text = try reader.readString()
  /// guard let status = Status(text) else {
  ///   throw reader.error(message: "expected a status, found \"\(text)\"")
  /// }
  /// ```
  @inline(never)
  public func error(code: JSONError.Code = .invalidValue, message: String) -> JSONError {
    error(code, message, at: valueStart)
  }

  /// Returns the value of a required member.
  ///
  /// Call it after reading the object: the error is located at the last value read.
  ///
  /// - Parameters:
  ///   - value: The member's value; `nil` if the object doesn't have the member.
  ///   - name: The name of the member.
  /// - Returns: The value.
  /// - Throws: ``JSONError`` with the code ``JSONError/Code/missingMember`` and the pointer of the
  ///   member if `value` is `nil`.
  @inlinable
  public func require<Value>(
    _ value: consuming Value?, _ name: StaticString
  ) throws(JSONError) -> Value {
    guard let value else { throw missing(name) }
    return value
  }

  @usableFromInline @inline(never)
  func missing(_ name: StaticString) -> JSONError {
    var error = error(
      .missingMember, "the object lacks the required member \"\(name)\"", at: valueStart)
    error.pointer = error.pointer.appending(name.description)
    return error
  }

  /// Returns an error at the next value, which is of another kind than expected.
  @usableFromInline @inline(never)
  func wrongType(expected: JSONKind) -> JSONError {
    guard let kind = nextKind else { return expectedValue() }
    return error(
      .wrongType, "expected \(expected.phrase), found \(excerpt(kind))", at: position)
  }

  /// Returns an error at the next byte, which the grammar doesn't allow.
  @inline(never)
  func unexpected(_ expectation: String, isAfterValue: Bool = false) -> JSONError {
    error(
      position < count ? .unexpectedCharacter : .unexpectedEnd,
      "\(expectation), found \(found(at: position))", at: position, isAfterValue: isAfterValue)
  }

  @usableFromInline @inline(never)
  func expectedValue() -> JSONError {
    let byte = base[position]
    if byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") {
      return invalidLiteral()
    }
    return unexpected("expected a value")
  }

  @usableFromInline @inline(never)
  func invalidLiteral() -> JSONError {
    let word = bytes[position...].prefix { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
    guard position + word.count < count || !isBeginningOfLiteral(word) else {
      return error(.unexpectedEnd, "the text ends within a literal", at: count)
    }
    return error(
      .invalidLiteral,
      "expected a value, found the word \(Excerpt.quoted(word)); write true, false or null, "
        + "or put a text in double quotes",
      at: position)
  }

  private func isBeginningOfLiteral(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    ["true", "false", "null"].contains { $0.utf8.starts(with: word) }
  }

  /// Describes the character at an offset.
  func found(at offset: Int) -> String {
    guard offset < count else { return "the end of the text" }
    let byte = base[offset]
    switch byte {
    case Byte.quote: return "a double quote"
    case 0..<0x20, 0x7F: return "the control character \(Excerpt.codePoint(byte))"
    case 0x80...:
      let length = UTF8Sequence.length(base + offset)
      guard length > 0, offset + length <= count else {
        return "the byte \(Excerpt.byte(byte)), which is not UTF-8"
      }
      return Excerpt.quoted(bytes[offset..<(offset + length)])
    default: return Excerpt.quoted(bytes[offset..<(offset + 1)])
    }
  }

  /// Describes the next value, and quotes it unless it is an array or object.
  private func excerpt(_ kind: JSONKind) -> String {
    let rest = bytes[position...]
    switch kind {
    case .array, .object: return kind.phrase
    case .string:
      let end = min(WordScan.firstSpecial(base + (position + 1)) - base, count)
      return
        "the string \(Excerpt.quoted(bytes[(position + 1)..<end], isCut: base[end] != Byte.quote))"
    case .number, .null, .bool:
      let text = rest.prefix(Excerpt.maximumLength + 1).prefix { !",]} \n\r\t".utf8.contains($0) }
      let prefix = kind == .number ? "the number " : ""
      return prefix + String(decoding: text.prefix(Excerpt.maximumLength), as: UTF8.self)
        + (text.count > Excerpt.maximumLength ? "…" : "")
    }
  }

  /// Returns an error with its line, column and pointer.
  ///
  /// - Parameters:
  ///   - code: The kind of fault.
  ///   - message: The explanation for people.
  ///   - offset: The offset of the byte at fault.
  ///   - isAfterValue: Whether a number or literal that ends at `offset` is complete.
  /// - Returns: The error.
  /// - Complexity: O(*n*) in the distance of the offset from ``errorOrigin``.
  func error(
    _ code: JSONError.Code, _ message: String, at offset: Int, isAfterValue: Bool = false
  ) -> JSONError {
    let location = JSONLocation(
      of: offset - errorOrigin, in: UnsafeBufferPointer(rebasing: bytes[errorOrigin...]),
      isAfterValue: isAfterValue)
    return JSONError(
      code: code, offset: location.offset, line: location.line, column: location.column,
      pointer: location.pointer, message: message)
  }
}

/// Excerpts of a text for messages: in quotes, short, and on one line.
enum Excerpt {
  /// The maximum number of characters in an excerpt.
  static let maximumLength = 40

  /// Returns a text in quotes, truncated to ``maximumLength`` and with escaped control characters.
  ///
  /// - Parameters:
  ///   - text: The text or its beginning.
  ///   - isCut: Whether `text` is only the beginning.
  /// - Returns: The quoted text; `…` marks a truncated one.
  static func quoted(_ text: String, isCut: Bool = false) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars.prefix(maximumLength) {
      if scalar.properties.generalCategory == .control {
        quoted += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    let isLong = !text.unicodeScalars.dropFirst(maximumLength).isEmpty
    return quoted + (isCut || isLong ? "…\"" : "\"")
  }

  /// Returns bytes as a quoted text, with ill-formed UTF-8 replaced by U+FFFD.
  static func quoted(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, isCut: Bool = false) -> String {
    // Up to four bytes for each character, and one more character to detect truncation.
    quoted(String(decoding: bytes.prefix(4 * maximumLength + 4), as: UTF8.self), isCut: isCut)
  }

  /// Returns a byte in hexadecimal, such as `0xFF`.
  static func byte(_ byte: UInt8) -> String {
    "0x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// Returns the code point of an ASCII character, such as `U+0007`.
  static func codePoint(_ byte: UInt8) -> String {
    "U+00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
