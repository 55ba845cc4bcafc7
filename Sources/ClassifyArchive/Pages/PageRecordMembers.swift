// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// The members of a record, read but not yet validated together.
struct PageRecordMembers {
  /// The state of the member v1 or v2.
  enum Side {
    case absent
    case all
    /// The pages and notes are ``PageRecordMembers/v1Reading`` or ``PageRecordMembers/v2Reading``.
    case pages
    /// The fault is ``PageRecordMembers/v1Fault`` or ``PageRecordMembers/v2Fault``.
    case faulty
  }

  /// The byte offsets of the JSON text of `id` in the line.
  // Not private: it is also read at paths.
  var id: Range<Int>?
  /// Whether the record is a request body or a job, which selects all pages without a selection.
  private(set) var isBody = false
  private(set) var v1 = Side.absent
  private(set) var v2 = Side.absent
  // Not payloads of the enum, because they are large to move.
  private(set) var v1Reading = placeholder
  private(set) var v2Reading = placeholder
  private(set) var v1Fault: PageRecordFault?
  private(set) var v2Fault: PageRecordFault?
  /// The byte offsets of the JSON text of v1 in the line.
  private(set) var v1Value: Range<Int>?
  /// The byte offsets of the JSON text of v2 in the line.
  private(set) var v2Value: Range<Int>?
  /// The byte offsets of the text of v2 in the line, without its quotes.
  private(set) var v2Text: Range<Int>?
  /// The elements of v1 up to the first that isn't an index; its memory is reused.
  private(set) var indices: [Int] = []

  /// The initial value of a reading, which is never used.
  private static let placeholder = PageReading(pages: PageSet(PageNumber(unchecked: 1)), notes: [])

  /// Resets the members for the next line and keeps allocated memory.
  mutating func clear() {
    id = nil
    isBody = false
    v1 = .absent
    v2 = .absent
    v1Value = nil
    v2Value = nil
    v2Text = nil
    indices.removeAll(keepingCapacity: true)
  }

  /// Reads a record object: the members `v1` and `v2`, or else those of a request body or a job.
  ///
  /// - Parameters:
  ///   - reader: The reader of `line`, at the object.
  ///   - line: The bytes of the line.
  ///   - syntax: The syntax of the selections.
  /// - Throws: ``JSONError`` if the line isn't a well-formed object.
  mutating func read(
    from reader: inout JSONReader, line: UnsafeBufferPointer<UInt8>, syntax: PageSyntax
  ) throws(JSONError) {
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "v1": try readV1(from: &reader, line: line, syntax: syntax)
      case "v2": try readV2(from: &reader, line: line, syntax: syntax)
      case "id": id = try reader.readRawValue()
      case "rules": isBody = true
      case "parsing_configuration":
        try readTargetPages(in: .v1, from: &reader, line: line, syntax: syntax)
      case "configuration" where reader.nextKind == .object:
        isBody = true
        try reader.readObject { (name, reader) throws(JSONError) in
          guard name == "parsing_configuration" else { return }
          try readTargetPages(in: .v2, from: &reader, line: line, syntax: syntax)
        }
      default: break
      }
    }
  }

  /// Reads the `target_pages` of a parsing configuration, unless the member `v1` or `v2` was read.
  private mutating func readTargetPages(
    in version: APIVersion, from reader: inout JSONReader, line: UnsafeBufferPointer<UInt8>,
    syntax: PageSyntax
  ) throws(JSONError) {
    guard reader.nextKind == .object, (version == .v1 ? v1 : v2) == .absent else { return }
    isBody = true
    try reader.readObject { (name, reader) throws(JSONError) in
      guard name == "target_pages" else { return }
      switch version {
      case .v1:
        let isString = reader.nextKind == .string
        try readV1(from: &reader, line: line, syntax: syntax)
        if isString { v1Fault = .stringInV1Body }
      case .v2: try readV2(from: &reader, line: line, syntax: syntax)
      }
    }
  }
}

// MARK: - v1

extension PageRecordMembers {
  /// Reads an array of indices, or null.
  mutating func readV1(
    from reader: inout JSONReader, line: UnsafeBufferPointer<UInt8>, syntax: PageSyntax
  ) throws(JSONError) {
    let start = reader.offset
    switch try reader.peekKind() {
    case .null:
      try reader.readNull()
      v1 = .all
    case .array:
      // A request body can come before the member v1.
      indices.removeAll(keepingCapacity: true)
      let fault = try readIndices(from: &reader, line: line)
      validateIndices(fault: fault, syntax: syntax)
    case let other:
      try reader.skipValue()
      v1 = .faulty
      v1Fault = .wrongType(other, in: .v1)
    }
    v1Value = start..<reader.offset
  }

  /// Reads the indices of an array up to the first other element, and skips the rest.
  private mutating func readIndices(
    from reader: inout JSONReader, line: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> PageError? {
    if reader.readDigitsOnlyArray(into: &indices) { return nil }
    var fault: PageError?
    try reader.readArray { (reader) throws(JSONError) in
      // The reader skips the elements that aren't read.
      guard fault == nil else { return }
      if let index = reader.readDigitsOnly() {
        indices.append(index)
      } else {
        let kind = try reader.peekKind()
        let text = line[try reader.readRawValue()]
        switch Self.unusualElement(text, kind: kind, at: indices.count) {
        case .success(let index): indices.append(index)
        case .failure(let error): fault = error
        }
      }
    }
    return fault
  }

  /// Parses an element that isn't an integer of at most 18 digits.
  private static func unusualElement(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, kind: JSONKind, at position: Int
  ) -> Result<Int, PageError> {
    let location = PageLocation.elements(position..<position + 1)
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    let isInteger = kind == .number && digits.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    if isInteger, let index = Int(String(decoding: text, as: UTF8.self)) { return .success(index) }
    let shown = String(decoding: text.prefix(20), as: UTF8.self) + (text.count > 20 ? "…" : "")
    guard isInteger else {
      return .failure(
        PageError(
          .pagesNotAnInteger, at: location,
          message: "\(shown) is not a page index; write a whole number in digits"))
    }
    let isNegative = text.count > digits.count
    return .failure(
      isNegative
        ? PageError(
          .pagesNegativeIndex, at: location,
          message: "\(shown) is not a page index; indices count from 0")
        : PageError(
          .pagesOverflow, at: location,
          message: "\(shown) is above the greatest page index, \(Int.max - 1)"))
  }

  /// Validates the indices before a fault; of several faults, the first one counts.
  private mutating func validateIndices(fault: PageError?, syntax: PageSyntax) {
    do throws(PageError) {
      if let fault, indices.isEmpty { throw fault }
      v1Reading = try PageSet.reading(indices: indices, syntax: syntax)
      if let fault { throw fault }
      v1 = .pages
    } catch {
      v1 = .faulty
      v1Fault = .selection(error, in: .v1)
    }
  }
}

// MARK: - v2

extension PageRecordMembers {
  /// Reads a range string, or null.
  mutating func readV2(
    from reader: inout JSONReader, line: UnsafeBufferPointer<UInt8>, syntax: PageSyntax
  ) throws(JSONError) {
    let start = reader.offset
    switch try reader.peekKind() {
    case .null:
      try reader.readNull()
      v2 = .all
    case .string:
      let literal = try reader.readRawValue()
      let text = literal.lowerBound + 1..<literal.upperBound - 1
      v2Text = text
      Self.withText(text, of: line) { parseRangeString($0, syntax: syntax) }
    case let other:
      try reader.skipValue()
      v2 = .faulty
      v2Fault = .wrongType(other, in: .v2)
    }
    v2Value = start..<reader.offset
  }

  /// Parses a range string that isn't in JSON.
  mutating func readV2(_ text: UnsafeBufferPointer<UInt8>, syntax: PageSyntax) {
    v2Value = 0..<text.count
    v2Text = 0..<text.count
    parseRangeString(text, syntax: syntax)
  }

  private mutating func parseRangeString(
    _ text: UnsafeBufferPointer<UInt8>, syntax: PageSyntax
  ) {
    do throws(PageError) {
      v2Reading = try PageSet.reading(utf8: text.span, syntax: syntax)
      v2 = .pages
    } catch {
      v2 = .faulty
      v2Fault = .selection(error, in: .v2)
    }
  }

  /// Calls `body` with the text of a well-formed JSON string, its escapes decoded.
  static func withText<Value>(
    _ range: Range<Int>, of line: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let text = UnsafeBufferPointer(rebasing: line[range])
    guard text.contains(UInt8(ascii: "\\")) else { return body(text) }
    let quote = [UInt8(ascii: "\"")]
    // The reader has validated it, so parsing can't fail.
    var decoded = (try? String(json: quote + Array(text) + quote)) ?? ""
    return decoded.withUTF8(body)
  }
}
