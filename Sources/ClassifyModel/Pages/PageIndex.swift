// SPDX-License-Identifier: Apache-2.0

/// A zero-based page index, as in Classify v1.
///
/// The maximum index is `Int.max - 1`, so that every index has a ``PageNumber`` and every page
/// number an index.
public struct PageIndex: Sendable, Hashable {
  /// The zero-based index, 0 to `Int.max - 1`.
  public let value: Int

  /// Creates a page index, or returns `nil` if the integer is negative or `Int.max`.
  ///
  /// - Parameter zeroBased: The zero-based index of the page.
  public init?(zeroBased: Int) {
    guard zeroBased >= 0, zeroBased < Int.max else { return nil }
    value = zeroBased
  }

  /// Creates the index of a page from its one-based number.
  public init(_ number: PageNumber) {
    value = number.value - 1
  }

  /// The one-based number of the same page.
  public var number: PageNumber { PageNumber(self) }
}

extension PageIndex: Comparable {
  /// Returns whether one page comes before another.
  public static func < (left: PageIndex, right: PageIndex) -> Bool {
    left.value < right.value
  }
}

extension PageIndex: CustomStringConvertible {
  /// The index in decimal digits.
  public var description: String { String(value) }
}

extension PageIndex: Codable {
  /// Decodes a zero-based integer.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if it is negative or `Int.max`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try container.decode(Int.self)
    guard let page = PageIndex(zeroBased: number) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(number) is not a page index: page indices begin at 0")
    }
    self = page
  }

  /// Encodes the zero-based index as an integer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
