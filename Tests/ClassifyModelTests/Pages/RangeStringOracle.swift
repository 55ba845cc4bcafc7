// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Reads range strings as their specification says and in another way than the library: by
/// splitting at commas, by the shapes that an item may have, and by sets of integers.
///
/// It is written to be plainly right rather than fast, and knows ASCII only.
struct RangeStringOracle {
  /// What the specification says of a text that it refuses.
  struct Refusal: Error, Hashable {
    let code: PageError.Code
    let bytes: Range<Int>
  }

  /// A note without its prose.
  struct Note: Hashable {
    let code: PageNote.Code
    let bytes: Range<Int>
    var occurrences = 1
  }

  /// What the specification says of a text that it takes.
  struct Verdict: Hashable {
    let ranges: [ClosedRange<Int>]
    let notes: Set<Note>
  }

  private struct Item {
    let pages: ClosedRange<Int>
    let bytes: Range<Int>
  }

  /// What an item may look like so far, a `d` standing for a number; more is out of place.
  private static let beginnings: Set = ["", "d", "d-", "d-d", "-", "-d"]

  private let syntax: PageSyntax
  private var notes: [PageNote.Code: Note] = [:]
  private var seen = RangeSet<Int>()

  private init(syntax: PageSyntax) {
    self.syntax = syntax
  }

  static func read(_ text: [UInt8], _ syntax: PageSyntax) -> Result<Verdict, Refusal> {
    Result { () throws(Refusal) in
      var oracle = RangeStringOracle(syntax: syntax)
      return try oracle.read(text)
    }
  }

  private mutating func read(_ text: [UInt8]) throws(Refusal) -> Verdict {
    var items: [Item] = []
    let pieces = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    for piece in pieces {
      let core = trimmed(piece)
      guard !core.isEmpty else {
        throw Refusal(
          code: pieces.count == 1 ? .emptySelection : .emptyItem, bytes: range(of: piece))
      }
      let item = try readItem(core, in: piece)
      if let front = items.last, item.pages.lowerBound < front.pages.lowerBound {
        try note(.unordered, refusedAs: .unordered, range(of: core))
      }
      items.append(item)
      // In strict syntax an item is compared with those in front of it before the next is read.
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

  /// Compares an item with all pages that were named before.
  private mutating func compare(_ item: Item) throws(Refusal) {
    let pages = RangeSet(item.pages.lowerBound..<item.pages.upperBound + 1)
    if pages.isSubset(of: seen) {
      try note(.duplicate, refusedAs: .duplicate, item.bytes)
    } else if !pages.isDisjoint(seen) {
      try note(.overlap, refusedAs: .overlap, item.bytes)
    } else if seen.contains(item.pages.lowerBound - 1) {
      add(.adjacent, item.bytes)
    }
    seen.formUnion(pages)
  }

  private mutating func readItem(
    _ core: ArraySlice<UInt8>, in piece: ArraySlice<UInt8>
  ) throws(Refusal) -> Item {
    let shape = try shape(of: piece)
    guard shape == "d" || shape == "d-d" else {
      throw Refusal(code: .openRange, bytes: range(of: core))
    }
    let numbers = core.split(separator: UInt8(ascii: "-")).map { trimmed($0) }
    var values: [Int] = []
    for number in numbers {
      guard let value = Int(String(decoding: number, as: UTF8.self)) else {
        throw Refusal(code: .overflow, bytes: range(of: number))
      }
      guard value > 0 else { throw Refusal(code: .zeroPage, bytes: range(of: number)) }
      values.append(value)
    }
    guard let first = values.first, let last = values.last, first <= last else {
      throw Refusal(code: .reversedRange, bytes: range(of: core))
    }
    if let blank = firstBlanks(of: piece) { add(.whitespace, blank) }
    if let zero = numbers.first(where: { $0.first == UInt8(ascii: "0") }) {
      try note(.leadingZero, refusedAs: .leadingZero, range(of: zero))
    }
    if shape == "d-d", first == last { add(.singlePageRange, range(of: core)) }
    return Item(pages: first...last, bytes: range(of: core))
  }

  /// Returns the shape of an item, or refuses the first character after which no item can be made
  /// of it any more.
  private func shape(of piece: ArraySlice<UInt8>) throws(Refusal) -> String {
    var shape = ""
    var kindInFront: Character = " "
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
          throw Refusal(code: .whitespace, bytes: firstBlanks(of: piece) ?? 0..<0)
        }
      } else if kind != "d" || kindInFront != "d" {
        shape.append(kind)
      }
      guard Self.beginnings.contains(shape) else {
        throw Refusal(code: .unexpectedCharacter, bytes: offset..<offset + 1)
      }
      kindInFront = kind
    }
    return shape
  }

  // MARK: - Notes

  private mutating func note(
    _ code: PageNote.Code, refusedAs refusal: PageError.Code, _ bytes: Range<Int>
  ) throws(Refusal) {
    guard syntax == .lenient else { throw Refusal(code: refusal, bytes: bytes) }
    add(code, bytes)
  }

  private mutating func add(_ code: PageNote.Code, _ bytes: Range<Int>) {
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
