// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel

/// The result of validating one line of page records.
public struct PageRecordVerdict: Sendable, Hashable {
  /// The one-based number of the line; 0 if the caller gave a negative one.
  public let line: Int
  /// The byte offsets of the JSON text of `id` in the line; `nil` if the record has no `id`.
  public let id: Range<Int>?
  /// The byte offsets in the line of the faulty selection, as in ``PageRecordFault/field``; `nil`
  /// if the fault is elsewhere.
  public let selection: Range<Int>?
  /// The record or its fault.
  public let outcome: Result<PageRecord, PageRecordFault>

  init(
    line: Int, id: Range<Int>?, selection: Range<Int>?,
    outcome: Result<PageRecord, PageRecordFault>
  ) {
    self.line = max(0, line)
    self.id = id
    self.selection = selection
    self.outcome = outcome
  }

  /// Whether the line is a valid record.
  public var isValid: Bool {
    switch outcome {
    case .success: true
    case .failure: false
    }
  }
}

/// A valid page record.
public struct PageRecord: Sendable, Hashable {
  /// The selected pages, the same in v1 and v2 if the record has both.
  public let selection: PageSelection
  /// The number of selected pages; `nil` for all pages of a document of unknown length.
  public let count: Int?
  /// Notes about the form of v1, such as unordered indices.
  public let v1Notes: [PageNote]
  /// Notes about the form of v2, such as whitespace.
  public let v2Notes: [PageNote]

  /// Whether there are notes about v1 or v2.
  public var hasNotes: Bool { !v1Notes.isEmpty || !v2Notes.isEmpty }

  /// The distinct codes of all notes, in the order of ``PageReading/notes``.
  public var noteCodes: [NoteCode] {
    // There are only a few, so comparing is cheaper than hashing.
    if v1Notes.isEmpty { return v2Notes.map(\.code) }
    if v2Notes.isEmpty { return v1Notes.map(\.code) }
    return PageNote.codes.filter { code in
      v1Notes.contains { $0.code == code } || v2Notes.contains { $0.code == code }
    }
  }
}

// MARK: - JSON

extension PageRecordVerdict {
  /// Appends the verdict as one line of JSON with a newline.
  ///
  /// - Parameters:
  ///   - output: The output in UTF-8.
  ///   - source: The validated line, from which the `id` is copied unchanged.
  ///   - file: The name of the line's file, or `nil` to omit it.
  /// - Complexity: O(*n*) in the number of pages of a valid record, because v1 lists each page.
  public func appendJSON(
    to output: inout [UInt8], source: Span<UInt8>, file: String? = nil
  ) {
    Self.appendHead(line: line, id: id, source: source, file: file, to: &output)
    switch outcome {
    case .success(let record): record.appendMembers(to: &output)
    case .failure(let fault): fault.appendMembers(to: &output)
    }
  }

  /// Appends the members common to all verdicts.
  private static func appendHead(
    line: Int, id: Range<Int>?, source: Span<UInt8>, file: String?, to output: inout [UInt8]
  ) {
    let file = file?.jsonBytes()
    let capacity = 64 + (id?.count ?? 0) + (file?.count ?? 0)
    output.append(addingCapacity: capacity) { span in
      span.append(UInt8(ascii: "{"))
      if let file {
        span.append(literal: "\"file\":")
        file.withUnsafeBufferPointer { span.append(copying: $0) }
        span.append(UInt8(ascii: ","))
      }
      span.append(literal: "\"line\":")
      span.appendDecimal(line)
      guard let id, id.upperBound <= source.count else { return }
      span.append(literal: ",\"id\":")
      source.extracting(id).withUnsafeBufferPointer { span.append(copying: $0) }
    }
  }
}

extension PageRecord {
  /// An upper bound for the number of bytes of the record's members.
  fileprivate var jsonCapacity: Int {
    // Each code occurs at most once.
    let fixed = 128 + (hasNotes ? PageNote.codes.count * 32 : 0)
    return switch selection {
    case .all: fixed
    case .pages(let pages): fixed + pages.utf8Capacity + pages.indicesCapacity(count: count ?? 0)
    }
  }

  fileprivate func appendMembers(to output: inout [UInt8]) {
    output.append(addingCapacity: jsonCapacity) { appendMembers(to: &$0) }
  }

  private func appendMembers(to span: inout OutputSpan<UInt8>) {
    span.append(literal: ",\"ok\":true,\"v1\":")
    switch selection {
    case .pages(let pages):
      pages.appendIndices(to: &span)
      span.append(literal: ",\"v2\":\"")
      pages.appendUTF8(to: &span)
      span.append(literal: "\",\"count\":")
    case .all:
      span.append(literal: "null,\"v2\":null,\"count\":")
    }
    if let count { span.appendDecimal(count) } else { span.append(literal: "null") }
    guard hasNotes else { return span.append(literal: ",\"notes\":[]}\n") }
    span.append(literal: ",\"notes\":[")
    for (position, code) in noteCodes.enumerated() {
      if position > 0 { span.append(UInt8(ascii: ",")) }
      code.rawValue.jsonBytes().withUnsafeBufferPointer { span.append(copying: $0) }
    }
    span.append(literal: "]}\n")
  }
}

extension OutputSpan<UInt8> {
  fileprivate mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(copying: $0) }
  }

  /// Appends all bytes; the free capacity must suffice.
  fileprivate mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= freeCapacity, "the free capacity is too small")
    withUnsafeMutableBufferPointer { buffer, count in
      let rest = UnsafeMutableBufferPointer(rebasing: buffer[count...])
      _ = rest.update(fromContentsOf: bytes)
      count += bytes.count
    }
  }
}

extension PageRecordFault {
  fileprivate func appendMembers(to output: inout [UInt8]) {
    output.append(literal: ",\"ok\":false,\"error\":{\"code\":")
    output.append(word: code)
    if let field {
      output.append(literal: ",\"field\":")
      output.append(word: field.rawValue)
    }
    if let location {
      output.append(literal: ",\"start\":")
      output.append(decimal: location.lowerBound)
      output.append(literal: ",\"end\":")
      output.append(decimal: location.upperBound)
    }
    output.append(literal: ",\"message\":")
    output.append(quoted: message)
    if case .mismatch(let mismatch) = self { mismatch.appendMembers(to: &output) }
    output.append(literal: "}}\n")
  }
}

extension PageMismatch {
  fileprivate func appendMembers(to output: inout [UInt8]) {
    output.append(literal: ",\"onlyInV1\":")
    Self.append(onlyInV1, to: &output)
    output.append(literal: ",\"onlyInV2\":")
    Self.append(onlyInV2, to: &output)
    guard let hint else { return }
    output.append(literal: ",\"hint\":")
    output.append(word: hint.rawValue)
  }

  private static func append(_ pages: PageSet?, to output: inout [UInt8]) {
    guard let pages else { return output.append(literal: "null") }
    output.append(word: pages.openEndedText)
  }
}

extension [UInt8] {
  fileprivate mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }

  fileprivate mutating func append(decimal value: Int) {
    append(addingCapacity: 20) { $0.appendDecimal(value) }
  }

  /// Appends a text without characters to escape, in quotes.
  fileprivate mutating func append(word: String) {
    append(UInt8(ascii: "\""))
    append(contentsOf: word.utf8)
    append(UInt8(ascii: "\""))
  }

  fileprivate mutating func append(quoted text: String) {
    append(contentsOf: text.jsonBytes())
  }
}
