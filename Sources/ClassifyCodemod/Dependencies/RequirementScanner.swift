// SPDX-License-Identifier: Apache-2.0

/// Finds requirements in a line of `requirements.txt`, `pyproject.toml` and the like.
struct RequirementScanner {
  private let bytes: ContiguousArray<UInt8>
  private let end: Int
  private var offset: Int

  init(_ text: SourceText, _ line: ByteRange) {
    bytes = text.bytes
    offset = line.lowerBound
    var end = line.upperBound
    while end > line.lowerBound, [0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    self.end = end
  }

  /// Returns the next package that has a name of its own at a place where names stand.
  mutating func next(
    _ package: (String) -> DependencyEntry.Package?
  ) -> DependencyEntry? {
    while offset < end {
      let start = offset
      guard isName(start) else {
        // A comment ends the line, but for the fragment of a URL.
        if at(start) == UInt8(ascii: "#"), start == 0 || !isWord(start - 1) { offset = end }
        offset += offset < end ? 1 : 0
        continue
      }
      offset = skip(from: start, while: isWord)
      guard let found = package(string(start..<offset)),
        start == 0 || !"/@=".utf8.contains(bytes[start - 1])
      else { continue }
      return entry(found, start..<offset)
    }
    return nil
  }

  private mutating func entry(
    _ package: DependencyEntry.Package, _ name: ByteRange
  ) -> DependencyEntry {
    var cursor = name.upperBound
    var extras = cursor..<cursor
    if at(cursor) == UInt8(ascii: "[") {
      let close = skip(from: cursor + 1) { ![0x5B, 0x5D].contains(bytes[$0]) }
      extras = cursor..<(at(close) == UInt8(ascii: "]") ? close + 1 : cursor)
      cursor = extras.upperBound
    }
    var entry = DependencyEntry(
      package: package, name: name, extras: extras, versions: cursor..<cursor)
    let quoted = skip(from: cursor) { [0x22, 0x27].contains(bytes[$0]) }
    let first = skip(from: quoted, while: isBlank)
    // `name = "…"` and `name = { version = "…" }`, but not `name==…`.
    if at(first) == UInt8(ascii: "="), at(first + 1) != UInt8(ascii: "=") {
      let value = skip(from: first + 1, while: isBlank)
      if let quote = at(value), [0x22, 0x27, 0x7B].contains(quote) {
        entry.isKeyed = true
        guard quote == 0x7B else {
          entry.versions = quotedRange(at: value) ?? entry.versions
          offset = entry.versions.upperBound
          return entry
        }
        let table = value..<tableEnd(from: value + 1)
        if let range = version(in: table) {
          entry.versions = range
        } else if string(table).contains("://") {
          (entry.versions, entry.isReference) = (table, true)
        }
        offset = table.upperBound
        return entry
      }
    }
    guard quoted == cursor else { return entry }
    let start = skip(from: cursor, while: isBlank)
    if at(start) == UInt8(ascii: "@") {
      let url = skip(from: start + 1, while: isBlank)
      let stop = skip(from: url) { !isBlank($0) && !"\"';".utf8.contains(bytes[$0]) }
      (entry.versions, entry.isReference) = (url..<stop, true)
      offset = stop
      return entry
    }
    guard let byte = at(start), "<>=~!^(".utf8.contains(byte) else { return entry }
    var stop = skip(from: start) { !"\"';#\\".utf8.contains(bytes[$0]) }
    // Options of pip follow after a space.
    if let option = (start..<stop).first(where: {
      isBlank($0) && at($0 + 1) == UInt8(ascii: "-") && at($0 + 2) == UInt8(ascii: "-")
    }) {
      stop = option
    }
    while stop > start, isBlank(stop - 1) { stop -= 1 }
    entry.versions = start..<stop
    offset = stop
    return entry
  }

  /// Where an inline table of TOML ends, or another one begins in it.
  private func tableEnd(from start: Int) -> Int {
    var cursor = start
    while cursor < end, ![0x7B, 0x7D].contains(bytes[cursor]) {
      cursor = quotedRange(at: cursor).map { $0.upperBound + 1 } ?? cursor + 1
    }
    return min(cursor, end)
  }

  /// The value of `version` in a table of TOML.
  private func version(in table: ByteRange) -> ByteRange? {
    var cursor = table.lowerBound
    while cursor < table.upperBound {
      if isName(cursor) {
        let stop = skip(from: cursor, while: isWord)
        if string(cursor..<stop) == "version" {
          let equals = skip(from: stop, while: isBlank)
          guard at(equals) == UInt8(ascii: "=") else { return nil }
          return quotedRange(at: skip(from: equals + 1, while: isBlank))
        }
        cursor = stop
      } else {
        cursor += 1
      }
    }
    return nil
  }

  private func quotedRange(at start: Int) -> ByteRange? {
    guard let quote = at(start), quote == 0x22 || quote == 0x27 else { return nil }
    let stop = skip(from: start + 1) { bytes[$0] != quote }
    return stop < end ? start + 1..<stop : nil
  }

  private func at(_ offset: Int) -> UInt8? { offset < end ? bytes[offset] : nil }

  private func skip(from start: Int, while condition: (Int) -> Bool) -> Int {
    var cursor = start
    while cursor < end, condition(cursor) { cursor += 1 }
    return cursor
  }

  private func isBlank(_ offset: Int) -> Bool { bytes[offset] == 0x20 || bytes[offset] == 0x09 }

  private func isWord(_ offset: Int) -> Bool {
    switch bytes[offset] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  /// Whether a name begins at an offset.
  private func isName(_ offset: Int) -> Bool {
    switch bytes[offset] {
    case 0x41...0x5A, 0x61...0x7A: offset == 0 || !isWord(offset - 1)
    default: false
    }
  }

  private func string(_ range: ByteRange) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
