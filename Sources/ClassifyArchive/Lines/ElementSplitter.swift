// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A splitter of a JSON array, or of the array `items` of an object, into lines of one element.
struct ElementSplitter: Sendable {
  enum Place: Hashable {
    case beforeContainer
    case beforeName(isFirst: Bool)
    case inName
    case beforeColon
    case beforeValue
    case inValue
    case afterValue
    case beforeElement(isFirst: Bool)
    case inElement
    case afterElement
    case afterEnd
  }

  /// The number of bytes of a name that are kept: more than `items` has with escapes and quotes.
  private static let maximumNameBytes = 64
  /// The maximum number of names in ``otherMembers``.
  private static let maximumOtherMembers = 16

  let form: StreamForm
  let maximumBytes: Int
  private(set) var place: Place
  private var scanner: ValueScanner
  /// The name of the member of the page, in quotes; its beginning if it is long.
  private var name: [UInt8] = []
  /// The beginning of an unfinished element.
  private var carry: [UInt8] = []
  /// The offset in the stream of the element that was begun last.
  private var elementOffset = 0
  /// The number of bytes of the stream before the chunk.
  private(set) var chunkOffset: Int
  /// The one-based number of the next element.
  private(set) var record: Int

  /// Whether the page has had a member `items`.
  private(set) var hasItems: Bool
  /// The names of the first other members of the page whose values are not null, in its order.
  private(set) var otherMembers: [String] = []
  /// Whether the value of a member that was begun last is null.
  private var isNull = false
  /// Whether the next byte that is no white space begins an element.
  var isBeforeElement: Bool {
    if case .beforeElement = place { error == nil } else { false }
  }

  /// The position after the elements that were returned.
  private(set) var position: RecordPosition
  /// The error that ended the splitting.
  var error: RecordSplitterError?

  /// Creates a splitter at the beginning of an array or page, or behind one of its elements.
  ///
  /// - Parameters:
  ///   - form: The form of the stream.
  ///   - maximumBytes: The maximum number of bytes of an element.
  ///   - start: The position; with a number above 1, it is behind the element before it.
  ///   - offset: The offset of the next byte.
  init(form: StreamForm, maximumBytes: Int, start: RecordPosition = .start, offset: Int = 0) {
    self.form = form
    self.maximumBytes = maximumBytes
    scanner = ValueScanner(maximumDepth: maximumBytes)
    position = start
    record = start.record
    chunkOffset = offset
    hasItems = start.record > 1
    place = start.record > 1 ? .afterElement : .beforeContainer
  }

  /// Appends a chunk of the stream.
  ///
  /// - Parameter chunk: The next bytes of the stream.
  /// - Returns: The elements that end in the chunk before ``error``; `nil` if none does.
  mutating func push(_ chunk: UnsafeBufferPointer<UInt8>) -> LineBlock? {
    guard error == nil else { return nil }
    let firstRecord = record
    var lines: [UInt8]? = carry
    carry = []
    var end = 0
    var next = 0
    while next < chunk.count, error == nil {
      switch place {
      case .inElement: scanElement(chunk, &next, &lines, &end)
      case .inValue: scanValue(chunk, &next)
      case .inName: scanName(chunk, &next)
      default:
        if WhiteSpace.contains(chunk[next]) || !enterValue(chunk[next], at: next) {
          if !WhiteSpace.contains(chunk[next]) { handle(chunk[next], at: next) }
          next += 1
        }
      }
    }
    chunkOffset += chunk.count
    guard var bytes = lines.take() else { return nil }
    guard end > 0 else {
      carry = bytes
      return nil
    }
    // Only the beginning of an unfinished element is copied.
    carry = Array(bytes[end...])
    bytes.removeLast(carry.count)
    return LineBlock(bytes: bytes, firstLine: firstRecord)
  }

  /// Checks that the array or page has ended.
  mutating func finish() {
    guard error == nil, place != .afterEnd else { return }
    fail(
      .unfinished, at: 0,
      "the \(containerName) has no end: the stream ends \(place == .inElement ? "in" : "before") "
        + "this element")
  }

  /// Begins a value or a name, of which the byte is the first.
  ///
  /// - Returns: `false` if the byte begins neither.
  private mutating func enterValue(_ byte: UInt8, at offset: Int) -> Bool {
    let isName = byte == UInt8(ascii: "\"")
    let next: Place
    switch place {
    case .beforeElement where !Self.isPunctuation(byte): next = .inElement
    case .beforeValue where !Self.isPunctuation(byte) && !isItems: next = .inValue
    case .beforeName where isName: next = .inName
    default: return false
    }
    scanner = ValueScanner(maximumDepth: maximumBytes)
    elementOffset = chunkOffset + offset
    isNull = byte == UInt8(ascii: "n")
    place = next
    return true
  }

  /// Handles a byte that belongs to no value and is no white space.
  private mutating func handle(_ byte: UInt8, at offset: Int) {
    switch (place, byte) {
    case (.beforeContainer, UInt8(ascii: "[")) where form == .array:
      place = .beforeElement(isFirst: true)
    case (.beforeContainer, UInt8(ascii: "{")) where form == .page:
      place = .beforeName(isFirst: true)
    case (.beforeName(isFirst: true), UInt8(ascii: "}")), (.afterValue, UInt8(ascii: "}")):
      place = .afterEnd
      if !hasItems { failWithoutItems(at: offset) }
    case (.beforeColon, UInt8(ascii: ":")): place = .beforeValue
    case (.beforeValue, UInt8(ascii: "[")) where !hasItems:
      hasItems = true
      place = .beforeElement(isFirst: true)
    case (.afterValue, UInt8(ascii: ",")): place = .beforeName(isFirst: false)
    case (.afterElement, UInt8(ascii: ",")): place = .beforeElement(isFirst: false)
    case (.afterElement, UInt8(ascii: "]")), (.beforeElement(isFirst: true), UInt8(ascii: "]")):
      place = form == .array ? .afterEnd : .afterValue
    default: failStructure(byte, at: offset, isItems: isItems)
    }
  }

  /// Whether the member is `items`.
  private var isItems: Bool {
    name.count < Self.maximumNameBytes && (try? String(json: name)) == "items"
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"): true
    default: false
    }
  }
}

// MARK: - Values

extension ElementSplitter {
  private mutating func scanElement(
    _ chunk: UnsafeBufferPointer<UInt8>, _ next: inout Int, _ lines: inout [UInt8]?,
    _ end: inout Int
  ) {
    let isComplete = scan(chunk, &next, into: &lines)
    let count = lines?.count ?? 0
    // Before an error in the record, so that the error does not depend on the chunks.
    guard count - end <= maximumBytes else { return failLength() }
    guard isComplete == true else { return }
    lines?.append(Newline.byte)
    end = count + 1
    record += 1
    position = RecordPosition(offset: chunkOffset + next, record: record, form: form)
    place = .afterElement
  }

  private mutating func failLength() {
    fail(
      .tooLong, at: elementOffset - chunkOffset,
      "the \(place == .inElement ? "record" : "member") has more than \(maximumBytes) bytes; "
        + "raise maximumLineBytes")
  }

  private mutating func scanValue(_ chunk: UnsafeBufferPointer<UInt8>, _ next: inout Int) {
    var nothing: [UInt8]?
    guard let isComplete = scan(chunk, &next, into: &nothing) else { return }
    guard isComplete else { return }
    place = .afterValue
    guard !isNull, otherMembers.count < Self.maximumOtherMembers else { return }
    // The beginning of a long name is no text in quotes.
    if let name = try? String(json: name) { otherMembers.append(name) }
  }

  private mutating func scanName(_ chunk: UnsafeBufferPointer<UInt8>, _ next: inout Int) {
    if scanner.isAtStart { name = [] }
    let start = next
    var nothing: [UInt8]?
    guard let isComplete = scan(chunk, &next, into: &nothing) else { return }
    name.append(contentsOf: chunk[start..<next].prefix(Self.maximumNameBytes - name.count))
    if isComplete { place = .beforeColon }
  }

  /// Scans a value, and keeps the error if there is one.
  ///
  /// - Returns: Whether the value is complete; `nil` after an error.
  private mutating func scan(
    _ chunk: UnsafeBufferPointer<UInt8>, _ next: inout Int, into output: inout [UInt8]?
  ) -> Bool? {
    do throws(ValueScanner.Fault) {
      return try scanner.scan(chunk, from: &next, into: &output)
    } catch {
      switch error {
      case .lineBreakInString:
        fail(.lineBreakInString, at: next, #"a string has a line break; JSON writes it as \n"#)
      case .unbalancedBracket:
        let bracket = Unicode.Scalar(chunk[next])
        fail(.unbalancedBracket, at: next, "\(bracket) does not close what was opened last")
      case .tooDeep: failLength()
      }
      return nil
    }
  }
}
