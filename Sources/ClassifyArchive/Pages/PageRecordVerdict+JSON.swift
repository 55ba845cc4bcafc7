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
    output.append(UInt8(ascii: "{"))
    if let file {
      output.append(literal: "\"file\":")
      output.append(quoted: file)
      output.append(UInt8(ascii: ","))
    }
    output.append(literal: "\"line\":")
    output.append(decimal: line)
    if let id {
      output.append(literal: ",\"id\":")
      source.extracting(id).withUnsafeBufferPointer { output.append(contentsOf: $0) }
    }
    switch outcome {
    case .success(let record): record.appendMembers(to: &output)
    case .failure(let fault): fault.appendMembers(to: &output)
    }
    output.append(literal: "}\n")
  }
}

extension PageRecord {
  fileprivate func appendMembers(to output: inout [UInt8]) {
    output.append(literal: ",\"ok\":true,\"v1\":")
    switch selection {
    case .pages(let pages):
      // The validator has checked the bound.
      try? pages.appendIndices(to: &output, limit: .max)
      output.append(literal: ",\"v2\":\"")
      pages.appendUTF8(to: &output)
      output.append(literal: "\",\"count\":")
    case .all:
      output.append(literal: "null,\"v2\":null,\"count\":")
    }
    if let count { output.append(decimal: count) } else { output.append(literal: "null") }
    guard hasNotes else { return output.append(literal: ",\"notes\":[]") }
    output.append(literal: ",\"notes\":[")
    for (position, code) in noteCodes.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      output.append(quoted: code.rawValue)
    }
    output.append(UInt8(ascii: "]"))
  }
}

extension PageRecordFault {
  fileprivate func appendMembers(to output: inout [UInt8]) {
    output.append(literal: ",\"ok\":false,\"error\":{\"code\":")
    output.append(quoted: code)
    if let field {
      output.append(literal: ",\"field\":")
      output.append(quoted: field.rawValue)
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
    output.append(UInt8(ascii: "}"))
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
    output.append(quoted: hint.rawValue)
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

  fileprivate mutating func append(quoted text: String) {
    append(contentsOf: text.jsonBytes())
  }
}
