// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads an array, and calls `body` for each element to read it.
  ///
  /// An element that `body` does not read is skipped.
  ///
  /// - Parameter body: Reads one value from the reader that it is given.
  /// - Throws: ``JSONError`` if there is no array here; and what `body` throws.
  @inlinable
  public mutating func readArray(
    _ body: (_ reader: inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    let start = position
    guard base[start] == Byte.openBracket else { throw wrongType(expected: .array) }
    try open()
    if base[position] == Byte.closeBracket {
      position &+= 1
    } else {
      repeat {
        let value = position
        valueStart = value
        try body(&self)
        if position == value { try skipValue() }
      } while try isFollowedByAnother(closing: Byte.closeBracket)
    }
    close(start: start)
  }

  /// Reads an array whose elements are all of one type.
  ///
  /// - Throws: ``JSONError`` if there is no array here, or an element is not of that type.
  @inlinable
  public mutating func readArray<Element: JSONReadable>(
    of type: Element.Type = Element.self
  ) throws(JSONError) -> [Element] {
    var elements: [Element] = []
    try readArray { (reader) throws(JSONError) in
      // Most arrays are short: one allocation instead of three.
      if elements.isEmpty { elements.reserveCapacity(4) }
      elements.append(try Element(from: &reader))
    }
    return elements
  }

  /// Enters the array or object that begins here, up to its first member or element.
  @inlinable @inline(__always)
  mutating func open() throws(JSONError) {
    guard depth < limits.maximumDepth else { throw tooDeep() }
    depth &+= 1
    position &+= 1
    skipWhitespace()
  }

  /// Leaves the array or object that began at `start`, and ends here.
  @inlinable @inline(__always)
  mutating func close(start: Int) {
    depth &-= 1
    valueStart = start
  }

  /// Goes to the next member or element, or behind the closing bracket if there is none.
  ///
  /// - Returns: Whether there is another.
  @inlinable @inline(__always)
  mutating func isFollowedByAnother(closing: UInt8) throws(JSONError) -> Bool {
    skipWhitespace()
    let byte = base[position]
    if byte == Byte.comma {
      position &+= 1
      skipWhitespace()
      // Before `}` the next name is missing; ``expectedName()`` says so.
      if closing == Byte.closeBracket, base[position] == closing { throw trailingComma() }
      return true
    }
    guard byte == closing else { throw expectedCommaOr(closing) }
    position &+= 1
    return false
  }

  @usableFromInline @inline(never)
  func tooDeep() -> JSONError {
    error(
      .tooDeep,
      "arrays and objects are nested deeper than the \(limits.maximumDepth) levels accepted",
      at: position)
  }

  @usableFromInline @inline(never)
  func trailingComma() -> JSONError {
    error(.trailingComma, "a comma stands before \"]\"; remove it, or add a value", at: position)
  }

  @usableFromInline @inline(never)
  func expectedCommaOr(_ closing: UInt8) -> JSONError {
    unexpected("expected \",\" or \"\(Unicode.Scalar(closing))\"", isBehindValue: true)
  }
}
