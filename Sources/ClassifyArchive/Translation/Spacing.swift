// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The whitespace of an object, which a written object repeats.
struct Spacing {
  var open: [UInt8] = []
  var close: [UInt8] = []
  var comma: [UInt8] = [UInt8(ascii: ",")]
  var colon: [UInt8] = [UInt8(ascii: ":")]

  /// Creates the spacing of compact JSON.
  init() {}

  /// Creates the spacing of an object; `nil` if it has no members.
  init?(of object: SourceValue) {
    guard object.kind == .object else { return nil }
    var members = object.parts.makeIterator()
    guard let first = members.next() else { return nil }
    let bytes = object.record.bytes
    open = Array(bytes[Int(object.node.start) + 1..<Int(first.node.nameStart)])
    colon = Array(bytes[first.rawName.endIndex..<Int(first.node.start)])
    var last = first
    if let second = members.next() {
      comma = Array(bytes[Int(first.node.end)..<Int(second.node.nameStart)])
      last = second
    }
    while let member = members.next() { last = member }
    close = Array(bytes[Int(last.node.end)..<Int(object.node.end) - 1])
  }
}
