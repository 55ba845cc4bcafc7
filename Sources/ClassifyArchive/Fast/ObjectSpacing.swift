// SPDX-License-Identifier: Apache-2.0

/// The places in an object from which its whitespace follows.
struct ObjectPlaces {
  /// Where the object begins and ends; 0 if there is none.
  var start = 0
  var end = 0

  init(start: Int = 0) {
    self.start = start
  }

  /// Where the first member's name and value begin; -1 if there are none.
  private(set) var firstName = -1
  private(set) var firstValue = -1
  /// Where the second member's name begins; -1 if there is none.
  private(set) var secondName = -1

  /// Adds the next member.
  mutating func add(nameStart: Int, valueStart: Int) {
    if firstName < 0 {
      firstName = nameStart
      firstValue = valueStart
    } else if secondName < 0 {
      secondName = nameStart
    }
  }
}

/// The whitespace of an object in a line, as places: the same as ``Spacing``, without memory.
struct ObjectSpacing {
  /// Where the whitespace behind `{` is.
  private(set) var open = 0..<0
  /// Where the whitespace before `}` is.
  private(set) var close = 0..<0
  /// Where the first comma with the whitespace around it is; `nil` for a comma alone.
  private(set) var comma: Range<Int>?
  /// Where the first colon with the whitespace around it is.
  private(set) var colon = 0..<0

  /// Finds the whitespace of an object; `nil` if it has no members.
  init?(_ object: ObjectPlaces, in line: UnsafePointer<UInt8>) {
    guard object.firstName >= 0 else { return nil }
    open = object.start + 1..<object.firstName
    colon =
      Self.skipBack(over: UInt8(ascii: ":"), from: object.firstValue, line)..<object.firstValue
    if object.secondName >= 0 {
      comma =
        Self.skipBack(over: UInt8(ascii: ","), from: object.secondName, line)..<object.secondName
    }
    close = Self.skipBack(from: object.end - 1, line)..<object.end - 1
  }

  private static func skipBack(
    over separator: UInt8? = nil, from end: Int, _ line: UnsafePointer<UInt8>
  ) -> Int {
    var start = end
    while WhiteSpace.contains(line[start - 1]) { start -= 1 }
    guard let separator, line[start - 1] == separator else { return start }
    return skipBack(from: start - 1, line)
  }
}
