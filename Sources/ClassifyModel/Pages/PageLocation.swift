// SPDX-License-Identifier: Apache-2.0

/// The location of a token in the text or the array that selects pages.
public enum PageLocation: Sendable, Hashable, Codable {
  /// The zero-based UTF-8 offsets of the token in a range string.
  ///
  /// The range is empty where a token is missing.
  case bytes(Range<Int>)
  /// The zero-based positions of the elements in an array of page indices.
  case elements(Range<Int>)

  /// The offsets or positions.
  public var range: Range<Int> {
    switch self {
    case .bytes(let range), .elements(let range): range
    }
  }
}

extension PageLocation: CustomStringConvertible {
  /// The location in words, such as `byte 4` or `elements 2 to 5`.
  public var description: String {
    switch self {
    case .bytes(let range): Self.words("byte", range)
    case .elements(let range): Self.words("element", range)
    }
  }

  private static func words(_ unit: String, _ range: Range<Int>) -> String {
    guard let last = range.last, last > range.lowerBound else {
      return "\(unit) \(range.lowerBound)"
    }
    return "\(unit)s \(range.lowerBound) to \(last)"
  }
}
