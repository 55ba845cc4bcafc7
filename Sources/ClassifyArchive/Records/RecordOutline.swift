// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The places of all values in one JSON text, found in one pass that also validates the text.
///
/// The values are in the order of the text, so that a value is followed by its parts.
struct RecordOutline {
  /// A value and its place.
  struct Node {
    /// The known name of the member that holds the value; `nil` for another name or an element.
    let name: MemberName?
    let kind: JSONKind
    /// The offset of the quote before the member's name; -1 for an element and for the whole text.
    let nameStart: Int32
    /// The offset of the first byte of the value.
    let start: Int32
    /// The offset behind the value.
    var end: Int32
    /// The index of the first node that is not a part of this one.
    var next: Int32

    /// The offsets of the value's bytes.
    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// The maximum size of a text in bytes: offsets have 32 bits.
  static let maximumBytes = Int(Int32.max)

  /// The maximum number of values of a text, which bounds the memory of its outline.
  static let maximumCount = 1 << 20

  private(set) var nodes: [Node] = []

  /// Reads a text.
  ///
  /// - Parameter reader: A reader at the beginning of the text.
  /// - Throws: `JSONError` if the text is not one well-formed value.
  init(_ reader: inout JSONReader) throws(JSONError) {
    nodes.reserveCapacity(64)
    try readValue(&reader, name: nil, nameStart: -1)
    try reader.finish()
  }

  private mutating func readValue(
    _ reader: inout JSONReader, name: MemberName?, nameStart: Int
  ) throws(JSONError) {
    let kind = try reader.peekKind()
    let index = nodes.count
    guard index < Self.maximumCount else {
      throw reader.error(
        code: .tooLarge, message: "the record has more than \(Self.maximumCount) values")
    }
    nodes.append(
      Node(
        name: name, kind: kind, nameStart: Int32(truncatingIfNeeded: nameStart),
        start: Int32(truncatingIfNeeded: reader.offset), end: 0, next: Int32(index + 1)))
    switch kind {
    case .object:
      try reader.readObject { (name, reader) throws(JSONError) in
        try readValue(&reader, name: MemberNames.all[name], nameStart: reader.memberNameOffset)
      }
      nodes[index].next = Int32(truncatingIfNeeded: nodes.count)
    case .array:
      try reader.readArray { (reader) throws(JSONError) in
        try readValue(&reader, name: nil, nameStart: -1)
      }
      nodes[index].next = Int32(truncatingIfNeeded: nodes.count)
    case .null, .bool, .number, .string:
      try reader.skipValue()
    }
    nodes[index].end = Int32(truncatingIfNeeded: reader.offset)
  }
}
