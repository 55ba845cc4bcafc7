// SPDX-License-Identifier: Apache-2.0

extension ElementSplitter {
  /// What the stream is, for messages.
  var containerName: String { form == .array ? "array" : "object" }

  /// Ends the splitting with an error.
  ///
  /// - Parameters:
  ///   - code: The kind of error.
  ///   - offset: The offset in the chunk.
  ///   - message: The error and what to do.
  mutating func fail(_ code: RecordSplitterError.Code, at offset: Int, _ message: String) {
    error = RecordSplitterError(
      code, offset: chunkOffset + offset, record: record, form: form, message: message)
  }

  mutating func failWithoutItems(at offset: Int) {
    fail(
      .noItems, at: offset,
      "the object spans several lines and has no member items; write each record on one line, "
        + "such as with jq -c .")
  }

  /// Ends the splitting because of a byte that can't be in its place.
  ///
  /// - Parameters:
  ///   - byte: The byte.
  ///   - offset: The offset in the chunk.
  ///   - isItems: Whether the member is `items`.
  mutating func failStructure(_ byte: UInt8, at offset: Int, isItems: Bool) {
    switch place {
    case .beforeValue where isItems && hasItems:
      fail(.repeatedItems, at: offset, "the object has several members items")
    case .beforeValue where isItems:
      fail(.itemsNotArray, at: offset, "the member items is not an array")
    case .beforeValue: fail(.missingValue, at: offset, "the value of a member is missing")
    case .beforeElement:
      fail(.missingValue, at: offset, "an element is missing before \(shown(byte))")
    case .beforeName: fail(.missingName, at: offset, "the name of a member is missing")
    case .beforeColon:
      fail(.missingName, at: offset, "the colon behind the name of a member is missing")
    case .afterEnd:
      fail(
        .textBehindEnd, at: offset,
        "there is text behind the end of the \(containerName); a stream is one array, one page, or "
          + "one record a line")
    case _ where byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"):
      fail(.unbalancedBracket, at: offset, "\(shown(byte)) does not close what was opened last")
    default: fail(.missingComma, at: offset, "a comma is missing before \(shown(byte))")
    }
  }

  private func shown(_ byte: UInt8) -> String {
    0x21...0x7E ~= byte ? "\(Unicode.Scalar(byte))" : "byte \(byte)"
  }
}
