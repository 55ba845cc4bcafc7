// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The places of v1's parsing options.
struct ParsingPlaces {
  /// The members that v2 has, too, in the order of the line: where the name and the value begin, and
  /// where the value ends.
  private(set) var lang: (nameStart: Int, start: Int, end: Int)?
  private(set) var maxPages: (nameStart: Int, start: Int, end: Int)?
  private(set) var targetPages: (nameStart: Int, start: Int, end: Int)?
  /// The page indices; `nil` for all pages.
  private(set) var indices: [Int]?
  /// Whether there is no page limit, by a null.
  private(set) var hasNullLimit = false
  private(set) var object = ObjectPlaces()

  /// Whether v1's implicit limit of 5 pages does not apply.
  var hasLimit: Bool { maxPages != nil || hasNullLimit || indices != nil }

  /// Reads the options.
  ///
  /// - Returns: Whether they are as usual.
  mutating func read(_ reader: inout JSONReader) throws(JSONError) -> Bool {
    var isUsual = true
    object.start = reader.offset
    try reader.readObject { (name, reader) throws(JSONError) in
      let nameStart = reader.memberNameOffset
      let start = reader.offset
      object.add(nameStart: nameStart, valueStart: start)
      switch name {
      case "lang":
        isUsual = isUsual && reader.nextKind == .string
        try reader.skipValue()
        lang = (nameStart, start, reader.offset)
      case "max_pages":
        if reader.isAtNull {
          hasNullLimit = true
        } else if let limit = reader.readDigitsOnly(), limit >= 1 {
          maxPages = (nameStart, start, reader.offset)
        } else {
          isUsual = false
        }
      case "target_pages":
        if reader.isAtNull {
          try reader.readNull()
        } else {
          var read: [Int] = []
          isUsual = reader.readDigitsOnlyArray(into: &read) && !read.isEmpty && isUsual
          // Minus zero is no index.
          let hasSign = reader.withBytes(in: start..<reader.offset) {
            $0.contains(UInt8(ascii: "-"))
          }
          isUsual = isUsual && !hasSign
          indices = read
        }
        targetPages = isUsual ? (nameStart, start, reader.offset) : nil
      default: isUsual = false
      }
    }
    object.end = reader.offset
    return isUsual
  }
}
