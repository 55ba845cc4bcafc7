// SPDX-License-Identifier: Apache-2.0

/// A shell pattern for paths, as git reads it: `*`, `?`, `[a-z]`, `**`.
///
/// It is compared in time proportional to pattern × text, whatever the pattern is.
struct Glob: Sendable, Hashable {
  private enum Element: Sendable, Hashable {
    case byte(UInt8)
    /// One byte but `/`.
    case set(Set<UInt8>, isNegated: Bool)
    /// Any bytes but `/`.
    case star
    /// Any bytes.
    case anything
    /// Nothing, or any bytes and `/`: `**/`.
    case folders
  }

  private var elements: [Element] = []

  /// Whether a byte has a meaning of its own in a pattern.
  static func isSpecial(_ byte: UInt8) -> Bool { specials.contains(byte) }

  private static let specials = Set("*?[\\".utf8)
  private static let slash = UInt8(ascii: "/")

  /// Creates a pattern; nil if it can't match, as after an unclosed `[`.
  init?(_ pattern: ArraySlice<UInt8>) {
    var rest = pattern
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"):
        guard let literal = rest.popFirst() else { return nil }
        elements.append(.byte(literal))
      case UInt8(ascii: "?"): elements.append(.set([], isNegated: true))
      case UInt8(ascii: "["):
        guard let set = Self.set(&rest) else { return nil }
        elements.append(set)
      case UInt8(ascii: "*"): elements.append(star(&rest))
      default: elements.append(.byte(byte))
      }
    }
  }

  /// Reads the stars after the first one, and the slash after `**`.
  private func star(_ rest: inout ArraySlice<UInt8>) -> Element {
    let startsComponent =
      elements.isEmpty || elements.last == .byte(Self.slash) || elements.last == .folders
    guard rest.first == UInt8(ascii: "*") else { return .star }
    rest = rest.drop { $0 == UInt8(ascii: "*") }
    guard startsComponent else { return .star }
    if rest.first == Self.slash {
      rest.removeFirst()
      return .folders
    }
    return rest.isEmpty || rest.starts(with: [UInt8(ascii: "\\"), Self.slash]) ? .anything : .star
  }

  /// Reads a set after its `[`.
  private static func set(_ rest: inout ArraySlice<UInt8>) -> Element? {
    var isNegated = false
    if rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^") {
      isNegated = true
      rest.removeFirst()
    }
    var bytes: Set<UInt8> = []
    var previous: UInt8?
    var isFirst = true
    while var byte = rest.popFirst() {
      if byte == UInt8(ascii: "]"), !isFirst { return .set(bytes, isNegated: isNegated) }
      isFirst = false
      if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: ":"),
        let end = rest.firstIndex(of: UInt8(ascii: "]")), rest[end - 1] == UInt8(ascii: ":"),
        end - 1 > rest.startIndex
      {
        guard let named = named(rest[(rest.startIndex + 1)..<(end - 1)]) else { return nil }
        bytes.formUnion(named)
        rest = rest[(end + 1)...]
        previous = nil
      } else if byte == UInt8(ascii: "-"), let low = previous, let next = rest.first,
        next != UInt8(ascii: "]")
      {
        guard let high = literal(&rest) else { return nil }
        if low <= high { bytes.formUnion(low...high) }
        previous = nil
      } else {
        if byte == UInt8(ascii: "\\") {
          guard let literal = rest.popFirst() else { return nil }
          byte = literal
        }
        bytes.insert(byte)
        previous = byte
      }
    }
    return nil
  }

  private static func literal(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let byte = rest.popFirst() else { return nil }
    return byte == UInt8(ascii: "\\") ? rest.popFirst() : byte
  }

  /// The ASCII characters of a class of POSIX, such as `alpha`.
  private static func named(_ name: ArraySlice<UInt8>) -> Set<UInt8>? {
    let digit = Set(UInt8(ascii: "0")...UInt8(ascii: "9"))
    let upper = Set(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    let lower = Set(UInt8(ascii: "a")...UInt8(ascii: "z"))
    let alnum = digit.union(upper).union(lower)
    let graph = Set<UInt8>(0x21...0x7E)
    return switch String(decoding: name, as: UTF8.self) {
    case "digit": digit
    case "upper": upper
    case "lower": lower
    case "alpha": upper.union(lower)
    case "alnum": alnum
    case "xdigit": digit.union("ABCDEFabcdef".utf8)
    case "graph": graph
    case "print": graph.union([0x20])
    case "punct": graph.subtracting(alnum)
    case "blank": [0x20, 0x09]
    case "space": [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]
    case "cntrl": Set(0x00...0x1F).union([0x7F])
    default: nil
    }
  }

  /// Whether the pattern matches a whole text.
  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    // The positions in the pattern that the text read so far can have led to.
    var positions: Set<Int> = []
    enter(0, &positions)
    for byte in text {
      var next: Set<Int> = []
      for position in positions where position < elements.count {
        switch elements[position] {
        case .byte(let expected): if byte == expected { enter(position + 1, &next) }
        case .set(let bytes, let isNegated):
          if byte != Self.slash, bytes.contains(byte) != isNegated { enter(position + 1, &next) }
        case .star: if byte != Self.slash { enter(position, &next) }
        case .anything: enter(position, &next)
        case .folders:
          // Once it has read a byte, only a slash ends it.
          next.insert(position)
          if byte == Self.slash { enter(position + 1, &next) }
        }
      }
      guard !next.isEmpty else { return false }
      positions = next
    }
    return positions.contains(elements.count)
  }

  /// Adds a position and those that need no byte to be reached from it.
  private func enter(_ position: Int, _ positions: inout Set<Int>) {
    var position = position
    while positions.insert(position).inserted, position < elements.count {
      switch elements[position] {
      case .star, .anything, .folders: position += 1
      case .byte, .set: return
      }
    }
  }
}
