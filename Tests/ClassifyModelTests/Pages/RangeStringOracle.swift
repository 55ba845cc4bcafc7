// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A reference parser of range strings that shares no method with the library's.
///
/// It splits at commas, matches the shapes of items, and compares sets of integers. It favors
/// obvious correctness over speed, and handles ASCII only.
struct RangeStringOracle {
  /// The error that the specification requires for an invalid range string.
  struct Rejection: Error, Hashable {
    let code: NoteCode
    let bytes: Range<Int>
  }

  /// A note without its message.
  struct Note: Hashable {
    let code: NoteCode
    let bytes: Range<Int>
    var occurrences = 1
  }

  /// The pages and notes that the specification requires for a valid range string.
  struct Verdict: Hashable {
    let ranges: [ClosedRange<Int>]
    let notes: Set<Note>
  }

  private struct Item {
    let pages: ClosedRange<Int>
    let bytes: Range<Int>
  }

  /// The valid prefixes of an item's shape, in which `d` is a number.
  private static let prefixes: Set = ["", "d", "d-", "d-d", "-", "-d"]

  private let syntax: PageSyntax
  private var notes: [NoteCode: Note] = [:]
  private var seen = RangeSet<Int>()

  private init(syntax: PageSyntax) {
    self.syntax = syntax
  }

  static func read(_ text: [UInt8], _ syntax: PageSyntax) -> Result<Verdict, Rejection> {
    Result { () throws(Rejection) in
      var oracle = RangeStringOracle(syntax: syntax)
      return try oracle.read(text)
    }
  }

  private mutating func read(_ text: [UInt8]) throws(Rejection) -> Verdict {
    var items: [Item] = []
    let pieces = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    for piece in pieces {
      let core = trimmed(piece)
      guard !core.isEmpty else {
        throw Rejection(
          code: pieces.count == 1 ? .pagesEmptySelection : .pagesEmptyItem, bytes: range(of: piece))
      }
      let item = try readItem(core, in: piece)
      if let previous = items.last, item.pages.lowerBound < previous.pages.lowerBound {
        try note(.pagesUnordered, rejectedAs: .pagesUnordered, range(of: core))
      }
      items.append(item)
      // Strict syntax compares an item with the previous ones before it reads the next.
      if syntax == .strict { try compare(item) }
    }
    if syntax == .lenient {
      items.sort {
        ($0.pages.lowerBound, $0.bytes.lowerBound) < ($1.pages.lowerBound, $1.bytes.lowerBound)
      }
      for item in items { try compare(item) }
    }
    return Verdict(
      ranges: seen.ranges.map { $0.lowerBound...$0.upperBound - 1 }, notes: Set(notes.values))
  }

  /// Compares an item with all pages read before it.
  private mutating func compare(_ item: Item) throws(Rejection) {
    let pages = RangeSet(item.pages.lowerBound..<item.pages.upperBound + 1)
    if pages.isSubset(of: seen) {
      try note(.pagesDuplicate, rejectedAs: .pagesDuplicate, item.bytes)
    } else if !pages.isDisjoint(seen) {
      try note(.pagesOverlap, rejectedAs: .pagesOverlap, item.bytes)
    } else if seen.contains(item.pages.lowerBound - 1) {
      add(.pagesAdjacent, item.bytes)
    }
    seen.formUnion(pages)
  }

  private mutating func readItem(
    _ core: ArraySlice<UInt8>, in piece: ArraySlice<UInt8>
  ) throws(Rejection) -> Item {
    let shape = try shape(of: piece)
    guard shape == "d" || shape == "d-d" else {
      throw Rejection(code: .pagesOpenRange, bytes: range(of: core))
    }
    let numbers = core.split(separator: UInt8(ascii: "-")).map { trimmed($0) }
    var values: [Int] = []
    for number in numbers {
      guard let value = Int(String(decoding: number, as: UTF8.self)) else {
        throw Rejection(code: .pagesOverflow, bytes: range(of: number))
      }
      guard value > 0 else { throw Rejection(code: .pagesZeroPage, bytes: range(of: number)) }
      values.append(value)
    }
    guard let first = values.first, let last = values.last, first <= last else {
      throw Rejection(code: .pagesReversedRange, bytes: range(of: core))
    }
    if let blank = firstBlanks(of: piece) { add(.pagesWhitespace, blank) }
    if let zero = numbers.first(where: { $0.first == UInt8(ascii: "0") }) {
      try note(.pagesLeadingZero, rejectedAs: .pagesLeadingZero, range(of: zero))
    }
    if shape == "d-d", first == last { add(.pagesSinglePageRange, range(of: core)) }
    return Item(pages: first...last, bytes: range(of: core))
  }

  /// Returns the shape of an item.
  ///
  /// - Throws: `Rejection` at the first character with which the shape can't become valid.
  private func shape(of piece: ArraySlice<UInt8>) throws(Rejection) -> String {
    var shape = ""
    var previousKind: Character = " "
    for (offset, byte) in zip(piece.indices, piece) {
      let kind: Character =
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): "d"
        case UInt8(ascii: "-"): "-"
        case UInt8(ascii: " "), UInt8(ascii: "\t"): " "
        default: "?"
        }
      if kind == " " {
        guard syntax == .lenient else {
          throw Rejection(code: .pagesWhitespace, bytes: firstBlanks(of: piece) ?? 0..<0)
        }
      } else if kind != "d" || previousKind != "d" {
        shape.append(kind)
      }
      guard Self.prefixes.contains(shape) else {
        throw Rejection(code: .pagesUnexpectedCharacter, bytes: offset..<offset + 1)
      }
      previousKind = kind
    }
    return shape
  }

  // MARK: - Notes

  private mutating func note(
    _ code: NoteCode, rejectedAs rejection: NoteCode, _ bytes: Range<Int>
  ) throws(Rejection) {
    guard syntax == .lenient else { throw Rejection(code: rejection, bytes: bytes) }
    add(code, bytes)
  }

  private mutating func add(_ code: NoteCode, _ bytes: Range<Int>) {
    notes[code, default: Note(code: code, bytes: bytes, occurrences: 0)].occurrences += 1
  }

  // MARK: - Slices

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private func trimmed(_ piece: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = piece.firstIndex(where: { !isBlank($0) }),
      let last = piece.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return piece[first...last]
  }

  private func firstBlanks(of piece: ArraySlice<UInt8>) -> Range<Int>? {
    guard let start = piece.firstIndex(where: isBlank) else { return nil }
    return start..<(piece[start...].firstIndex { !isBlank($0) } ?? piece.endIndex)
  }

  private func range(of piece: ArraySlice<UInt8>) -> Range<Int> {
    piece.startIndex..<piece.endIndex
  }
}
