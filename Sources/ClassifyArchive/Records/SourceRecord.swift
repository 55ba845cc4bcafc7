// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

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
