// SPDX-License-Identifier: Apache-2.0

extension PageSet {
  /// Creates a set from a range string of one-based page numbers.
  ///
  /// - Parameters:
  ///   - rangeString: Page numbers and ranges separated by commas, such as `1,3,5-7`.
  ///   - syntax: The syntax; lenient by default.
  /// - Throws: ``PageError``, with the UTF-8 offsets of the invalid token, if the text is not a
  ///   range string.
  /// - Complexity: O(*n*) in the length of the text, or O(*n* log *n*) if the items are out of
  ///   order; independent of the number of pages.
  public init(rangeString: String, syntax: PageSyntax = .lenient) throws(PageError) {
    self = try PageSet.reading(rangeString: rangeString, syntax: syntax).pages
  }

  /// Parses a range string of one-based page numbers, with notes of its deviations from canonical
  /// form.
  ///
  /// - Parameters:
  ///   - rangeString: Page numbers and ranges separated by commas, such as `1,3,5-7`.
  ///   - syntax: The syntax; lenient by default.
  /// - Returns: The pages and the notes.
  /// - Throws: ``PageError``, with the UTF-8 offsets of the invalid token, if the text is not a
  ///   range string.
  public static func reading(
    rangeString: String, syntax: PageSyntax = .lenient
  ) throws(PageError) -> PageReading {
    var text = rangeString
    return try text.withUTF8 { bytes in
      Result { () throws(PageError) in try reading(utf8: bytes.span, syntax: syntax) }
    }.get()
  }

  /// Parses the UTF-8 bytes of a range string of one-based page numbers.
  ///
  /// Up to eight ranges in canonical form are parsed without allocation.
  ///
  /// - Parameters:
  ///   - utf8: The bytes of the range string; they can be invalid UTF-8.
  ///   - syntax: The syntax; lenient by default.
  /// - Returns: The pages and the notes.
  /// - Throws: ``PageError``, with the offsets of the invalid token, if the bytes are not a range
  ///   string.
  public static func reading(
    utf8: Span<UInt8>, syntax: PageSyntax = .lenient
  ) throws(PageError) -> PageReading {
    if let ranges = utf8.withUnsafeBufferPointer({ CanonicalPages.ranges(utf8: $0) }) {
      return PageReading(pages: PageSet(ranges), notes: [])
    }
    var scanner = PageItemScanner(syntax: syntax)
    var merger = PageRangeMerger(syntax: syntax)
    while let item = try scanner.next(in: utf8) {
      merger.note(item)
      guard try merger.add(PageRangeMerger.Entry(range: item.range, location: .bytes(item.bytes)))
      else {
        return try readingOutOfOrder(utf8: utf8)
      }
    }
    return try merger.finish(at: .bytes(0..<utf8.count))
  }

  /// Parses a range string whose items are out of order.
  private static func readingOutOfOrder(utf8: Span<UInt8>) throws(PageError) -> PageReading {
    var scanner = PageItemScanner(syntax: .lenient)
    var merger = PageRangeMerger()
    var entries: [PageRangeMerger.Entry] = []
    while let item = try scanner.next(in: utf8) {
      merger.note(item)
      entries.append(PageRangeMerger.Entry(range: item.range, location: .bytes(item.bytes)))
    }
    try merger.addSorted(&entries)
    return try merger.finish(at: .bytes(0..<utf8.count))
  }

  /// Returns the location of the first item with a page after `pageCount`, or `nil` if there is
  /// none before the first invalid item.
  package static func firstItem(beyond pageCount: Int, utf8: Span<UInt8>) -> PageLocation? {
    var scanner = PageItemScanner(syntax: .lenient)
    while let item = try? scanner.next(in: utf8) {
      if item.range.upperBound.value > pageCount { return .bytes(item.bytes) }
    }
    return nil
  }

  /// The pages as a v2 range string: one-based, ascending, merged, and without spaces.
  ///
  /// Two consecutive pages are written as `4-5`. Parsing the string gives an equal set.
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
  /// Decodes a range string in lenient syntax.
  ///
  /// - Throws: `DecodingError.dataCorrupted`, with the ``PageError`` as its underlying error, if
  ///   the string is not a range string; other `DecodingError`s if the value is not a string.
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
