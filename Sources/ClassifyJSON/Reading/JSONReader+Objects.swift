// SPDX-License-Identifier: Apache-2.0

// Inlinable throughout: a type's members are then matched in one loop without calling closures.
extension JSONReader {
  /// Reads an object, and calls `body` for each member to read its value.
  ///
  /// A value that `body` does not read is skipped.
  ///
  /// - Parameter body: Reads one value from the reader that it is given.
  /// - Throws: ``JSONError`` if there is no object here, or it has two members of the same name;
  ///   and what `body` throws.
  @inlinable
  public mutating func readObject(
    _ body: (_ name: JSONMemberName, _ reader: inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    let start = position
    guard base[start] == Byte.openBrace else { throw wrongType(expected: .object) }
    try open()
    var frame = MemberFrame(first: names.count)
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
    names.shorten(to: frame.first)
  }

  /// Reads the name of a member and the colon behind it, up to the value.
  @inlinable @inline(__always)
  mutating func readName(_ frame: inout MemberFrame) throws(JSONError) -> JSONMemberName {
    let offset = position
    guard base[offset] == Byte.quote else { throw expectedName() }
    let start = base + (offset &+ 1)
    let end = WordScan.firstSpecial(start)
    let name: JSONMemberName
    let length = end - start
    if end.pointee == Byte.quote, length <= JSONMemberName.shortCount {
      // The mask of any length is where so many of the margin's bytes 0xFF are left.
      let mask = base - (Self.margin / 2 + length)
      name = JSONMemberName(short: start, count: length, mask: mask)
      position = offset &+ length &+ 2
    } else {
      name = JSONMemberName(try readString())
    }
    if base[position] != Byte.colon { try skipToColon() }
    position &+= 1
    skipWhitespace()
    try remember(name, at: offset, in: &frame)
    return name
  }

  /// Refuses a name that the object has already.
  @inlinable @inline(__always)
  mutating func remember(
    _ name: JSONMemberName, at offset: Int, in frame: inout MemberFrame
  ) throws(JSONError) {
    let hash = name.hash
    let bit = 1 &<< (hash &>> 58)
    if frame.filter & bit != 0 || names.count - frame.first >= MemberFrame.comparedCount {
      try compare(name, hash, at: offset, in: &frame)
    }
    frame.filter |= bit
    names.append(SeenNames.Name(hash: hash, offset: offset))
  }

  /// Compares a name that may have been seen with those that were.
  @usableFromInline @inline(never)
  mutating func compare(
    _ name: JSONMemberName, _ hash: UInt64, at offset: Int, in frame: inout MemberFrame
  ) throws(JSONError) {
    if frame.large != nil {
      guard frame.large?.insert(ExactString(name.text)).inserted == false else { return }
      throw duplicate(name.text, at: offset)
    }
    for seen in names.suffix(from: frame.first) where seen.hash == hash {
      guard text(at: seen.offset).isIdentical(to: name.text) else { continue }
      throw duplicate(name.text, at: offset)
    }
    if names.count - frame.first >= MemberFrame.comparedCount {
      var large = Set(names.suffix(from: frame.first).map { ExactString(text(at: $0.offset)) })
      large.insert(ExactString(name.text))
      frame.large = large
    }
  }

  @usableFromInline @inline(never)
  mutating func skipToColon() throws(JSONError) {
    skipWhitespace()
    guard base[position] == Byte.colon else {
      throw unexpected("expected \":\" after the name of a member")
    }
  }

  private func duplicate(_ name: String, at offset: Int) -> JSONError {
    error(
      .duplicateMember, "the object has two members named \(Excerpt.quoted(name)); remove one",
      at: offset)
  }

  @usableFromInline @inline(never)
  func expectedName() -> JSONError {
    if base[position] == Byte.closeBrace {
      return error(
        .trailingComma, "a comma stands before \"}\"; remove it, or add a member", at: position)
    }
    return unexpected("expected a member's name in double quotes")
  }
}
