// SPDX-License-Identifier: Apache-2.0

// `@inlinable` throughout, so that a type matches its members in one loop without calling closures.

// MARK: - Arrays

extension JSONReader {
  /// Reads an array by calling `body` for each element.
  ///
  /// An element that `body` doesn't read is skipped.
  ///
  /// - Parameter body: Reads at most one value from the reader it receives.
  /// - Throws: ``JSONError`` if the next value isn't a well-formed array, and what `body` throws.
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

  /// Reads an array whose elements have one type.
  ///
  /// - Throws: ``JSONError`` if the next value isn't a well-formed array, or the type rejects an
  ///   element.
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
}

// MARK: - Arrays with elements of other types

extension JSONReader {
  /// Reads an array, and hands over the elements that the type rejects instead of throwing.
  ///
  /// A rejected element is read a second time, as any value; the others are read once.
  ///
  /// - Parameters:
  ///   - type: The type of the elements.
  ///   - limit: The maximum number of rejected elements; the error of one more is thrown.
  ///   - reject: Receives the zero-based index of a rejected element, the element, and the error,
  ///     whose location is relative to the element.
  /// - Returns: The other elements.
  /// - Throws: ``JSONError`` if the next value isn't a well-formed array, or has too many elements
  ///   that the type rejects.
  @inlinable
  public mutating func readArray<Element: JSONReadable>(
    of type: Element.Type = Element.self, rejectingUpTo limit: Int,
    _ reject: (_ index: Int, _ element: JSONValue, _ error: JSONError) -> Void
  ) throws(JSONError) -> [Element] {
    var elements: [Element] = []
    var index = 0
    var rejectedCount = 0
    let outerOrigin = errorOrigin
    try readArray { (reader) throws(JSONError) in
      let mark = reader.mark
      do throws(JSONError) {
        reader.errorOrigin = mark.position
        elements.append(try Element(from: &reader))
        reader.errorOrigin = outerOrigin
      } catch {
        reader.errorOrigin = outerOrigin
        reader.rewind(to: mark)
        rejectedCount += 1
        if rejectedCount <= limit {
          reject(index, try reader.readValue(), error)
        } else {
          // Throws the error with its location in the whole text.
          elements.append(try Element(from: &reader))
        }
      }
      index &+= 1
    }
    return elements
  }

  /// A place in the text that the reader can return to.
  @usableFromInline
  struct Mark {
    @usableFromInline let position: Int
    @usableFromInline let depth: Int
    @usableFromInline let nameCount: Int

    @inlinable
    init(position: Int, depth: Int, nameCount: Int) {
      self.position = position
      self.depth = depth
      self.nameCount = nameCount
    }
  }

  @inlinable var mark: Mark {
    Mark(position: position, depth: depth, nameCount: names.count)
  }

  /// Returns to a place in the array or object that the reader is in, also after an error.
  @usableFromInline
  mutating func rewind(to mark: Mark) {
    position = mark.position
    valueStart = mark.position
    depth = mark.depth
    names.truncate(to: mark.nameCount)
  }
}

// MARK: - Objects

extension JSONReader {
  /// Reads an object by calling `body` for each member.
  ///
  /// A value that `body` doesn't read is skipped.
  ///
  /// - Parameter body: Reads at most one value, the member's, from the reader it receives.
  /// - Throws: ``JSONError`` if the next value isn't a well-formed object or has two members of the
  ///   same name, and what `body` throws.
  @inlinable
  public mutating func readObject(
    _ body: (_ name: JSONMemberName, _ reader: inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    let start = position
    guard base[start] == Byte.openBrace else { throw wrongType(expected: .object) }
    try open()
    var frame = ObjectFrame(firstName: names.count)
    if base[position] == Byte.closeBrace {
      position &+= 1
    } else {
      repeat {
        let name = try readName(&frame)
        let value = position
        valueStart = value
        try body(name, &self)
        if position == value { try skipValue() }
      } while try isFollowedByAnother(closing: Byte.closeBrace)
    }
    close(start: start)
    names.truncate(to: frame.firstName)
  }

  /// Reads a member name and its colon, and advances to the value.
  @inlinable @inline(__always)
  mutating func readName(_ frame: inout ObjectFrame) throws(JSONError) -> JSONMemberName {
    let offset = position
    guard base[offset] == Byte.quote else { throw expectedName() }
    let start = base + (offset &+ 1)
    let end = WordScan.firstSpecial(start)
    let name: JSONMemberName
    let length = end - start
    if end.pointee == Byte.quote, length <= JSONMemberName.inlineCount {
      // The margin is 0xFF bytes followed by zeros: the mask begins `length` bytes before the
      // zeros.
      let mask = base - (Self.margin / 2 + length)
      name = JSONMemberName(short: start, count: length, mask: mask)
      position = offset &+ length &+ 2
    } else {
      name = JSONMemberName(try readString())
    }
    if base[position] != Byte.colon { try skipToColon() }
    position &+= 1
    skipWhitespace()
    try insert(name, at: offset, in: &frame)
    return name
  }

  @usableFromInline @inline(never)
  mutating func skipToColon() throws(JSONError) {
    skipWhitespace()
    guard base[position] == Byte.colon else {
      throw unexpected("expected \":\" after the name of a member")
    }
  }

  @usableFromInline @inline(never)
  func expectedName() -> JSONError {
    if base[position] == Byte.closeBrace {
      return error(
        .trailingComma, "there is a comma before \"}\"; remove it, or add a member", at: position)
    }
    return unexpected("expected a member's name in double quotes")
  }
}

// MARK: - Duplicate names

extension JSONReader {
  /// The offset of the quote before the name of the member that is being read.
  ///
  /// Valid in the closure of ``readObject(_:)``, before it reads the value.
  @inlinable public var memberNameOffset: Int { names.lastOffset }

  /// Records a name, and throws if the object already has a member of that name.
  @inlinable @inline(__always)
  mutating func insert(
    _ name: JSONMemberName, at offset: Int, in frame: inout ObjectFrame
  ) throws(JSONError) {
    let hash = name.hash
    let bit = 1 &<< (hash &>> 58)
    if frame.filter & bit != 0 || names.count - frame.firstName >= ObjectFrame.indexedCount {
      try rejectDuplicate(name, hash, at: offset, in: &frame)
    }
    frame.filter |= bit
    names.append(MemberNameStack.Name(hash: hash, offset: offset))
  }

  /// Compares a name that the filter can't rule out with the names before it.
  @usableFromInline @inline(never)
  mutating func rejectDuplicate(
    _ name: JSONMemberName, _ hash: UInt64, at offset: Int, in frame: inout ObjectFrame
  ) throws(JSONError) {
    if frame.index != nil {
      guard frame.index?.insert(ExactString(name.text)).inserted == false else { return }
      throw duplicate(name.text, at: offset)
    }
    for other in names.suffix(from: frame.firstName) where other.hash == hash {
      guard text(at: other.offset).isIdentical(to: name.text) else { continue }
      throw duplicate(name.text, at: offset)
    }
    if names.count - frame.firstName >= ObjectFrame.indexedCount {
      var index = Set(names.suffix(from: frame.firstName).map { ExactString(text(at: $0.offset)) })
      index.insert(ExactString(name.text))
      frame.index = index
    }
  }

  private func duplicate(_ name: String, at offset: Int) -> JSONError {
    error(
      .duplicateMember, "the object has two members named \(Excerpt.quoted(name)); remove one",
      at: offset)
  }
}

// MARK: - Brackets and commas

extension JSONReader {
  /// Enters an array or object, and advances to its first element or member.
  @inlinable @inline(__always)
  mutating func open() throws(JSONError) {
    guard depth < limits.maximumDepth else { throw tooDeep() }
    depth &+= 1
    position &+= 1
    skipWhitespace()
  }

  /// Leaves the array or object that began at `start`.
  @inlinable @inline(__always)
  mutating func close(start: Int) {
    depth &-= 1
    valueStart = start
  }

  /// Advances to the next element or member, or past the closing bracket.
  ///
  /// - Returns: Whether there is another element or member.
  @inlinable @inline(__always)
  mutating func isFollowedByAnother(closing: UInt8) throws(JSONError) -> Bool {
    skipWhitespace()
    let byte = base[position]
    if byte == Byte.comma {
      position &+= 1
      skipWhitespace()
      // Before `}` a name is missing, which ``expectedName()`` reports.
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
    error(.trailingComma, "there is a comma before \"]\"; remove it, or add a value", at: position)
  }

  @usableFromInline @inline(never)
  func expectedCommaOr(_ closing: UInt8) -> JSONError {
    unexpected("expected \",\" or \"\(Unicode.Scalar(closing))\"", isAfterValue: true)
  }
}
