// SPDX-License-Identifier: Apache-2.0

// None of this is on the way of a text that is well-formed, so it is kept out of line.
extension JSONReader {
  /// Returns an error at the value at hand: the one that is next, or else the one read last.
  ///
  /// For what the contract forbids though it is well-formed:
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

  /// Returns the value of a member that must be there.
  ///
  /// To be called when the object was read, which is then the value at hand.
  ///
  /// - Throws: ``JSONError`` with ``JSONError/Code/missingMember`` if `value` is `nil`; its pointer
  ///   is that of the missing member.
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

  /// Returns the error of a value that is not of the kind that the contract says.
  @usableFromInline @inline(never)
  func wrongType(expected: JSONKind) -> JSONError {
    guard let kind = nextKind else { return expectedValue() }
    return error(
      .wrongType, "expected \(expected.phrase), found \(excerpt(kind))", at: position)
  }

  /// Returns an error at the next byte, which the grammar has no place for.
  @inline(never)
  func unexpected(_ expectation: String, isBehindValue: Bool = false) -> JSONError {
    error(
      position < count ? .unexpectedCharacter : .unexpectedEnd,
      "\(expectation), found \(found(at: position))", at: position, isBehindValue: isBehindValue)
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

  /// Describes the byte at an offset.
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

  /// Describes the value that is next, and quotes it unless it is an array or object.
  private func excerpt(_ kind: JSONKind) -> String {
    let rest = bytes[position...]
    switch kind {
    case .array, .object: return kind.phrase
    case .string:
      let end = min(WordScan.firstSpecial(base + (position + 1)) - base, count)
      return
        "the string \(Excerpt.quoted(bytes[(position + 1)..<end], isCut: base[end] != Byte.quote))"
    case .number, .null, .bool:
      let text = rest.prefix { !",]} \n\r\t".utf8.contains($0) }.prefix(Excerpt.longest)
      let prefix = kind == .number ? "the number " : ""
      return prefix + String(decoding: text, as: UTF8.self)
    }
  }

  /// Returns an error, after working out where it is.
  ///
  /// - Parameters:
  ///   - code: What went wrong.
  ///   - message: What to tell a person.
  ///   - offset: The byte at fault.
  ///   - isBehindValue: Whether a number or literal that reaches up to there is complete.
  /// - Returns: The error with its line, column and pointer.
  func error(
    _ code: JSONError.Code, _ message: String, at offset: Int, isBehindValue: Bool = false
  ) -> JSONError {
    let place = JSONPlace(of: offset, in: bytes, isBehindValue: isBehindValue)
    return JSONError(
      code: code, offset: place.offset, line: place.line, column: place.column,
      pointer: place.pointer, message: message)
  }
}
