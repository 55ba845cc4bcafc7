// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a string.
  ///
  /// - Throws: ``JSONError`` if there is no string here, or it is not well-formed.
  /// - Complexity: O(*n*) in its bytes.
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

  /// Reads a string that has escapes, characters outside of ASCII, or a fault.
  @usableFromInline @inline(never)
  mutating func readUnusualString() throws(JSONError) -> String {
    let offset = position
    try skipString()
    return text(at: offset)
  }

  /// Returns the string whose opening quote is at `offset`, and which was found well-formed.
  @usableFromInline
  func text(at offset: Int) -> String {
    var bytes: [UInt8] = []
    var next = base + (offset + 1)
    while next.pointee != Byte.quote {
      let end = WordScan.firstSpecial(next)
      bytes.append(contentsOf: UnsafeBufferPointer(start: next, count: end - next))
      next = end
      if end.pointee == Byte.backslash {
        guard case .success(let escape) = Escape.parse(end) else { break }
        bytes.append(contentsOf: escape.scalar.utf8)
        next += escape.length
      } else if end.pointee != Byte.quote {
        bytes.append(end.pointee)
        next += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Checks the string that begins here, and goes behind it.
  @usableFromInline
  mutating func skipString() throws(JSONError) {
    valueStart = position
    var next = base + (position + 1)
    while true {
      next = WordScan.firstSpecial(next)
      switch next.pointee {
      case Byte.quote:
        position = (next - base) + 1
        return
      case Byte.backslash:
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
