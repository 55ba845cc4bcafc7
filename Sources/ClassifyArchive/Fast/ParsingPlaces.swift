// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The places of v1's parsing options.
struct ParsingPlaces {
  /// A member that v2 has, too.
  struct Member {
    let isTargetPages: Bool
    /// The offset of the quote before the name.
    let nameStart: Int
    let end: Int
  }

  /// The members that v2 has, too, in the order of the line, without a limit that is null.
  private(set) var members: [Member] = []
  /// Whether there are page indices.
  private(set) var hasIndices = false
  /// The memory of ``indices``.
  private var readIndices: [Int] = []
  private(set) var hasMaxPages = false
  /// Whether there is no page limit, by a null.
  private(set) var hasNullLimit = false
  private(set) var object = ObjectPlaces()

  /// The page indices; `nil` for all pages.
  var indices: [Int]? { hasIndices ? readIndices : nil }

  /// Whether v1's implicit limit of 5 pages does not apply.
  var hasLimit: Bool { hasMaxPages || hasNullLimit || hasIndices }

  /// Whether nothing is left of the options in v2: they say only that there is no limit.
  var isOmitted: Bool { hasLimit && members.isEmpty }

  /// Forgets the options.
  mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    readIndices.removeAll(keepingCapacity: true)
    hasIndices = false
    hasMaxPages = false
    hasNullLimit = false
    object = ObjectPlaces()
  }

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
      var isTargetPages = false
      switch name {
      case "lang":
        isUsual = isUsual && reader.nextKind == .string
        try reader.skipValue()
      case "max_pages":
        guard !reader.isAtNull else {
          hasNullLimit = true
          return
        }
        guard let limit = reader.readDigitsOnly(), limit >= 1 else {
          isUsual = false
          return
        }
        hasMaxPages = true
      case "target_pages":
        isTargetPages = true
        if reader.isAtNull {
          try reader.readNull()
        } else {
          hasIndices = true
          let isRead = reader.readDigitsOnlyArray(into: &readIndices)
          // Minus zero is no index.
          let hasSign = reader.withBytes(in: start..<reader.offset) {
            $0.contains(UInt8(ascii: "-"))
          }
          isUsual = isUsual && isRead && !readIndices.isEmpty && !hasSign
        }
      default:
        isUsual = false
        return
      }
      members.append(
        Member(isTargetPages: isTargetPages, nameStart: nameStart, end: reader.offset))
    }
    object.end = reader.offset
    return isUsual
  }
}
