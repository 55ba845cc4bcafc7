// SPDX-License-Identifier: Apache-2.0

/// The bytes of a line, by the places of its members.
struct LineText {
  let base: UnsafePointer<UInt8>

  /// Returns the bytes of a member's value.
  @inline(__always)
  func value(at place: MemberPlace) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + place.start, count: place.end - place.start)
  }

  /// Returns the bytes of a string's value without its quotes.
  func text(at place: MemberPlace) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + place.start + 1, count: place.end - place.start - 2)
  }

  /// Whether a value has these bytes.
  func has(_ text: StaticString, at place: MemberPlace) -> Bool {
    Self.areEqual(
      value(at: place),
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Whether two values have the same bytes.
  func areEqual(_ first: MemberPlace, _ second: MemberPlace) -> Bool {
    Self.areEqual(value(at: first), value(at: second))
  }

  /// Compares eight bytes at a time.
  private static func areEqual(
    _ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard first.count == second.count else { return false }
    let words = UnsafeRawBufferPointer(first)
    let others = UnsafeRawBufferPointer(second)
    var next = 0
    while next + 8 <= words.count {
      let word = words.loadUnaligned(fromByteOffset: next, as: UInt64.self)
      guard word == others.loadUnaligned(fromByteOffset: next, as: UInt64.self) else {
        return false
      }
      next += 8
    }
    while next < words.count {
      guard words[next] == others[next] else { return false }
      next += 1
    }
    return true
  }
}
