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
    var places = ObjectPlaces(start: Int(object.node.start))
    for part in object.parts.prefix(2) {
      places.add(nameStart: Int(part.node.nameStart), valueStart: Int(part.node.start))
    }
    places.end = Int(object.node.end)
    let bytes = object.record.bytes
    let found = bytes.withUnsafeBufferPointer { line in
      line.baseAddress.flatMap { ObjectSpacing(places, in: $0) }
    }
    guard let found else { return nil }
    open = Array(bytes[found.open])
    close = Array(bytes[found.close])
    colon = Array(bytes[found.colon])
    if let range = found.comma { comma = Array(bytes[range]) }
  }
}
