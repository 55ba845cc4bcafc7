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

/// One JSON text with its outline.
///
/// A class, because many values refer to one text, and copying a reference is cheaper than copying
/// two arrays.
final class SourceRecord: Sendable {
  let bytes: [UInt8]
  fileprivate let nodes: [RecordOutline.Node]

  /// Reads a text.
  ///
  /// - Throws: `JSONError` if the text is not one well-formed value.
  init(_ bytes: [UInt8]) throws(JSONError) {
    var reader = try JSONReader(bytes, limits: JSONLimits(maximumBytes: RecordOutline.maximumBytes))
    let outline = try RecordOutline(&reader)
    self.bytes = bytes
    nodes = outline.nodes
  }

  /// The whole text's value.
  var root: SourceValue { SourceValue(record: self, index: 0) }
}

/// A value in a text.
struct SourceValue {
  let record: SourceRecord
  let index: Int

  var node: RecordOutline.Node { record.nodes[index] }
  var kind: JSONKind { node.kind }
  /// The bytes of the value.
  var bytes: ArraySlice<UInt8> { record.bytes[node.range] }
  /// The members or elements, in the order of the text.
  var parts: Parts { Parts(record: record, position: index + 1, end: Int(node.next)) }

  /// The members or elements of a value.
  struct Parts: Sequence, IteratorProtocol {
    fileprivate let record: SourceRecord
    fileprivate var position: Int
    fileprivate let end: Int

    mutating func next() -> SourceValue? {
      guard position < end else { return nil }
      defer { position = Int(record.nodes[position].next) }
      return SourceValue(record: record, index: position)
    }
  }

  /// The member of this name; `nil` if there is none.
  subscript(name: MemberName) -> SourceValue? {
    guard kind == .object else { return nil }
    var position = index + 1
    let end = Int(node.next)
    while position < end {
      if record.nodes[position].name == name { return SourceValue(record: record, index: position) }
      position = Int(record.nodes[position].next)
    }
    return nil
  }

  /// The bytes of the member's name with its quotes; empty for an element.
  var rawName: ArraySlice<UInt8> {
    let start = Int(node.nameStart)
    guard start >= 0 else { return [] }
    var end = start + 1
    while record.bytes[end] != UInt8(ascii: "\"") {
      end += record.bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return record.bytes[start...end]
  }

  /// The text of a string; `nil` for any other value.
  var text: String? {
    guard kind == .string else { return nil }
    return Self.text(bytes)
  }

  /// The member's name, with its escapes decoded.
  var name: String { node.name?.rawValue ?? Self.text(rawName) ?? "" }

  private static func text(_ quoted: ArraySlice<UInt8>) -> String? {
    guard quoted.contains(UInt8(ascii: "\\")) else {
      return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
    return try? String(json: Array(quoted))
  }

  /// Reads the value as a type.
  ///
  /// - Throws: `JSONError` if the type rejects it; offsets count from the beginning of the value.
  func read<Value: JSONReadable>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
    try Value(json: Array(bytes), limits: JSONLimits(maximumBytes: RecordOutline.maximumBytes))
  }
}
