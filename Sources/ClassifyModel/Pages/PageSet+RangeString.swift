// SPDX-License-Identifier: Apache-2.0

extension PageSet {
  /// Reads the pages that a range string names, counted from 1.
  ///
  /// - Parameters:
  ///   - rangeString: Page numbers and ranges parted by commas, such as `1,3,5-7`.
  ///   - syntax: How it is read.
  /// - Throws: ``PageError`` for anything that is not a selection of pages, with the UTF-8 offsets
  ///   of the faulty token.
  /// - Complexity: O(*n*) in the length of the text, O(*n* log *n*) if it is out of order; never in
  ///   the number of pages.
  public init(rangeString: String, syntax: PageSyntax = .lenient) throws(PageError) {
    self = try PageSet.reading(rangeString: rangeString, syntax: syntax).pages
  }

  /// Reads the pages that a range string names, counted from 1, and tells what was peculiar.
  ///
  /// - Parameters:
  ///   - rangeString: Page numbers and ranges parted by commas, such as `1,3,5-7`.
  ///   - syntax: How it is read.
  /// - Returns: The pages and the notes.
  /// - Throws: ``PageError`` for anything that is not a selection of pages, with the UTF-8 offsets
  ///   of the faulty token.
  public static func reading(
    rangeString: String, syntax: PageSyntax = .lenient
  ) throws(PageError) -> PageReading {
    var text = rangeString
    return try text.withUTF8 { bytes in
      Result { () throws(PageError) in try reading(utf8: bytes.span, syntax: syntax) }
    }.get()
  }

  /// Reads the pages that the UTF-8 bytes of a range string name.
  ///
  /// Allocates nothing for up to eight ranges in ascending order without peculiarities.
  ///
  /// - Parameters:
  ///   - utf8: The bytes of the text; they need not be valid UTF-8.
  ///   - syntax: How it is read.
  /// - Returns: The pages and the notes.
  /// - Throws: ``PageError`` as for a text.
  public static func reading(
    utf8: Span<UInt8>, syntax: PageSyntax = .lenient
  ) throws(PageError) -> PageReading {
    if let ranges = utf8.withUnsafeBufferPointer({ CanonicalPages.ranges(utf8: $0) }) {
      return PageReading(pages: PageSet(ranges), notes: [])
    }
    var scanner = PageItemScanner(syntax: syntax)
    var sweep = PageRangeMerger(syntax: syntax)
    while let item = try scanner.next(in: utf8) {
      sweep.note(item)
      guard try sweep.add(PageRangeMerger.Entry(range: item.range, location: .bytes(item.bytes)))
      else {
        return try readingOutOfOrder(utf8: utf8)
      }
    }
    return try sweep.finish(at: .bytes(0..<utf8.count))
  }

  /// Reads a range string whose items have to be sorted first.
  private static func readingOutOfOrder(utf8: Span<UInt8>) throws(PageError) -> PageReading {
    var scanner = PageItemScanner(syntax: .lenient)
    var sweep = PageRangeMerger()
    var entries: [PageRangeMerger.Entry] = []
    while let item = try scanner.next(in: utf8) {
      sweep.note(item)
      entries.append(PageRangeMerger.Entry(range: item.range, location: .bytes(item.bytes)))
    }
    try sweep.addSorted(&entries)
    return try sweep.finish(at: .bytes(0..<utf8.count))
  }

  /// Returns where the first item stands that names a page after `pageCount`.
  package static func firstItem(beyond pageCount: Int, utf8: Span<UInt8>) -> PageLocation? {
    var scanner = PageItemScanner(syntax: .lenient)
    while let item = try? scanner.next(in: utf8) {
      if item.range.upperBound.value > pageCount { return .bytes(item.bytes) }
    }
    return nil
  }

  /// The pages in v2's canonical text: ascending, merged, without spaces, counted from 1.
  ///
  /// A run of two pages is written as `4-5`. Reading it back gives an equal set.
  public var rangeString: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Writes the canonical range string to a stream.
  public func write(to target: inout some TextOutputStream) {
    var isFirst = true
    for range in ranges {
      if !isFirst { target.write(",") }
      isFirst = false
      target.write(range.lowerBound.description)
      guard range.count > 1 else { continue }
      target.write("-")
      target.write(range.upperBound.description)
    }
  }
}

extension PageSet: CustomStringConvertible {
  /// The canonical range string.
  public var description: String { rangeString }
}

extension PageSet: Codable {
  /// Decodes a range string, leniently.
  ///
  /// - Throws: `DecodingError.dataCorrupted`, with the ``PageError`` underneath, if it names no
  ///   pages.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(rangeString: text)
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: error.description,
          underlyingError: error))
    }
  }

  /// Encodes the canonical range string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rangeString)
  }
}
