// SPDX-License-Identifier: Apache-2.0

/// One item of a range string: a page or a range of pages, with its location.
struct PageItem {
  let range: ClosedRange<PageNumber>
  /// The UTF-8 offsets of the item, without the whitespace around it.
  let bytes: Range<Int>
  /// Whether the item is written as a range, even of one page.
  let isRange: Bool
  /// The UTF-8 offsets of the first number with a leading zero; `nil` if there is none.
  let leadingZero: Range<Int>?
  /// The UTF-8 offsets of the first run of spaces and tabs in or around the item; `nil` if there is
  /// none.
  let whitespace: Range<Int>?
}

/// A scanner that reads the items of a range string in one pass, without allocation.
///
/// The grammar of an item, where `ws` is any number of spaces and tabs (none in strict syntax):
///
///     item   = ws number ws [ "-" ws number ws ]
///     number = 1*DIGIT
///
/// If there are several errors, the one of the leftmost item is thrown. Within an item the order
/// is: an unexpected character, a missing end, an invalid number, a reversed range.
struct PageItemScanner {
  let syntax: PageSyntax
  private var position = 0
  private var whitespace: Range<Int>?

  init(syntax: PageSyntax) {
    self.syntax = syntax
  }

  /// Returns the next item of `text`, or `nil` after the last.
  ///
  /// - Parameter text: The UTF-8 bytes of the range string, the same for each call.
  /// - Returns: The item.
  /// - Throws: ``PageError`` if the next item is not a page or a range of pages.
  mutating func next(in text: Span<UInt8>) throws(PageError) -> PageItem? {
    // After the last item, the position is one past the end, where the item's comma would be.
    guard position <= text.count else { return nil }
    whitespace = nil
    let begin = position
    skipWhitespace(in: text)
    try checkNotEmpty(from: begin, in: text)

    let itemStart = position
    let first = scanDigits(in: text)
    var itemEnd = position
    skipWhitespace(in: text)
    let isRange = position < text.count && text[position] == UInt8(ascii: "-")
    var last = first
    if isRange {
      position += 1
      itemEnd = position
      skipWhitespace(in: text)
      last = scanDigits(in: text)
      if !last.isEmpty { itemEnd = position }
      skipWhitespace(in: text)
    }
    let bytes = itemStart..<itemEnd
    try checkEndOfItem(in: text)
    position += 1

    guard !first.isEmpty, !last.isEmpty else {
      throw PageError(
        .pagesOpenRange, at: .bytes(bytes),
        message: "\(quote(text, bytes)) has no \(first.isEmpty ? "first" : "last") page; "
          + "write both ends")
    }
    let lower = try number(first, in: text)
    let upper = isRange ? try number(last, in: text) : lower
    guard lower <= upper else {
      throw PageError(
        .pagesReversedRange, at: .bytes(bytes),
        message: "\(quote(text, bytes)) is reversed; write \(upper)-\(lower)")
    }
    let zeros = [first, last].first { text[$0.lowerBound] == UInt8(ascii: "0") }
    if syntax == .strict, let zeros {
      throw PageError(
        .pagesLeadingZero, at: .bytes(zeros),
        message: "\(quote(text, zeros)) begins with 0; strict syntax has no leading zeros")
    }
    return PageItem(
      range: lower...upper, bytes: bytes, isRange: isRange, leadingZero: zeros,
      whitespace: whitespace)
  }
}

// MARK: - Tokens

extension PageItemScanner {
  /// Skips spaces and tabs in either syntax; the checks reject them in strict syntax.
  private mutating func skipWhitespace(in text: Span<UInt8>) {
    let start = position
    while position < text.count, isWhitespace(text[position]) { position += 1 }
    if position > start, whitespace == nil { whitespace = start..<position }
  }

  private mutating func scanDigits(in text: Span<UInt8>) -> Range<Int> {
    let start = position
    while position < text.count, isDigit(text[position]) { position += 1 }
    return start..<position
  }

  private func number(
    _ digits: Range<Int>, in text: Span<UInt8>
  ) throws(PageError) -> PageNumber {
    var value = 0
    for offset in digits {
      let (tenfold, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = tenfold.addingReportingOverflow(Int(text[offset] & 0x0F))
      guard !overflowed, !carried else {
        throw PageError(
          .pagesOverflow, at: .bytes(digits),
          message: "\(quote(text, digits)) is above the greatest page, \(Int.max)")
      }
      value = sum
    }
    guard let page = PageNumber(oneBased: value) else {
      throw PageError(
        .pagesZeroPage, at: .bytes(digits),
        message: "there is no page \(quote(text, digits)); page numbers begin at 1")
    }
    return page
  }
}

// MARK: - Checks

extension PageItemScanner {
  private func checkNotEmpty(from begin: Int, in text: Span<UInt8>) throws(PageError) {
    guard position == text.count || text[position] == UInt8(ascii: ",") else { return }
    if begin == 0, position == text.count {
      throw PageError(
        .pagesEmptySelection, at: .bytes(0..<position),
        message: "an empty text selects no page; leave the selection out for all pages")
    }
    throw PageError(
      .pagesEmptyItem, at: .bytes(begin..<position),
      message: "a page is missing here; remove the comma or write a page")
  }

  /// Checks that the item ends at the position, and that strict syntax has no whitespace in it.
  private func checkEndOfItem(in text: Span<UInt8>) throws(PageError) {
    if syntax == .strict, let whitespace {
      throw PageError(
        .pagesWhitespace, at: .bytes(whitespace), message: "strict syntax has no spaces or tabs")
    }
    guard position < text.count, text[position] != UInt8(ascii: ",") else { return }
    let character = scalarRange(at: position, in: text)
    throw PageError(
      .pagesUnexpectedCharacter, at: .bytes(character),
      message: "\(quote(text, character)) is not allowed here; "
        + "write pages and ranges separated by commas, such as 1,3,5-7")
  }

  private func isWhitespace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  /// Returns the UTF-8 offsets of the Unicode scalar that begins at `start`.
  private func scalarRange(at start: Int, in text: Span<UInt8>) -> Range<Int> {
    var end = start + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }

  /// Returns a token in quotation marks; one of more than 40 bytes is truncated in the middle.
  private func quote(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    func part(_ range: Range<Int>) -> String {
      String(decoding: range.map { text[$0] }, as: UTF8.self)
    }
    guard range.count > 40 else { return "\"\(part(range))\"" }
    return "\"\(part(range.prefix(20)))…\(part(range.suffix(16)))\""
  }
}
