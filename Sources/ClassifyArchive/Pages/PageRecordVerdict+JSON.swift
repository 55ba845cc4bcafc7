// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension PageRecordVerdict {
  /// Appends the verdict as one line of JSON, with the line feed at its end.
  ///
  /// - Parameters:
  ///   - output: What it is appended to.
  ///   - source: The line that was judged, from which the `id` is copied as it stands.
  ///   - file: The name of the file, where lines of several are judged.
  /// - Complexity: O(*pages*) for a valid record, since v1 lists each page.
  public func appendJSON(
    to output: inout [UInt8], source: Span<UInt8>, file: String? = nil
  ) {
    Self.appendHead(line: line, id: id, source: source, file: file, to: &output)
    switch outcome {
    case .success(let record): record.appendMembers(to: &output)
    case .failure(let fault): fault.appendMembers(to: &output)
    }
  }

  /// Appends the members that every verdict has.
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
      guard let id else { return }
      span.append(literal: ",\"id\":")
      source.extracting(id).withUnsafeBufferPointer { span.append(copying: $0) }
    }
  }
}

extension PageRecord {
  /// The number of bytes that suffice for the members of the record.
  fileprivate var jsonCapacity: Int {
    // Each note at most once.
    let others = 128 + (hasNotes ? PageNote.Code.allCases.count * 32 : 0)
    return switch selection {
    case .all: others
    case .pages(let pages): others + pages.utf8Capacity + pages.indicesCapacity(count: count ?? 0)
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

  /// Appends bytes at once; there must be room.
  fileprivate mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= freeCapacity, "there is no room")
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
    output.append(UInt8(ascii: "\""))
    pages.appendUTF8(to: &output)
    output.append(UInt8(ascii: "\""))
  }
}

extension [UInt8] {
  fileprivate mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }

  fileprivate mutating func append(decimal value: Int) {
    append(addingCapacity: 20) { $0.appendDecimal(value) }
  }

  /// Appends a text that needs no escapes, in quotes.
  fileprivate mutating func append(word: String) {
    append(UInt8(ascii: "\""))
    append(contentsOf: word.utf8)
    append(UInt8(ascii: "\""))
  }

  fileprivate mutating func append(quoted text: String) {
    append(contentsOf: text.jsonBytes())
  }
}
