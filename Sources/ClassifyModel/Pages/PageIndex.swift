// SPDX-License-Identifier: Apache-2.0

/// A page counted from 0, as Classify v1 counts.
///
/// The greatest index is `Int.max - 1`, so that each index has a ``PageNumber`` and each page
/// number an index.
public struct PageIndex: Sendable, Hashable {
  /// The index, from 0 to `Int.max - 1`.
  public let value: Int

  /// Makes a page index from an integer that counts from 0.
  ///
  /// It is `nil` if the integer is negative or `Int.max`.
  ///
  /// - Parameter zeroBased: The index of the page.
  public init?(zeroBased: Int) {
    guard zeroBased >= 0, zeroBased < Int.max else { return nil }
    value = zeroBased
  }

  /// Makes the index of the page that `number` counts from 1.
  public init(_ number: PageNumber) {
    value = number.value - 1
  }

  /// The same page counted from 1.
  public var number: PageNumber { PageNumber(self) }
}

extension PageIndex: Comparable {
  /// Tells whether one page comes before another.
  public static func < (left: PageIndex, right: PageIndex) -> Bool {
    left.value < right.value
  }
}

extension PageIndex: CustomStringConvertible {
  /// The index in decimal digits.
  public var description: String { String(value) }
}

extension PageIndex: Codable {
  /// Decodes an integer that counts from 0.
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

  /// Encodes the index as an integer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
