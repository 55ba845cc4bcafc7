// SPDX-License-Identifier: Apache-2.0

/// A one-based page number, as in Classify v2.
///
/// The index base is part of the type, so that off-by-one errors do not compile: conversions from
/// `Int` need a label, and conversions to ``PageIndex`` are explicit.
public struct PageNumber: Sendable, Hashable {
  /// The one-based number, 1 to `Int.max`.
  public let value: Int

  /// Creates a page number, or returns `nil` if the integer is less than 1.
  ///
  /// - Parameter oneBased: The one-based number of the page.
  public init?(oneBased: Int) {
    guard oneBased >= 1 else { return nil }
    value = oneBased
  }

  /// Creates the number of a page from its zero-based index.
  public init(_ index: PageIndex) {
    value = index.value + 1
  }

  /// Creates a page number without validation; `value` must be 1 or more.
  package init(unchecked value: Int) {
    assert(value >= 1, "page numbers begin at 1")
    self.value = value
  }

  /// The zero-based index of the same page.
  public var index: PageIndex { PageIndex(self) }
}

extension PageNumber: Comparable {
  /// Returns whether one page comes before another.
  public static func < (left: PageNumber, right: PageNumber) -> Bool {
    left.value < right.value
  }
}

extension PageNumber: Strideable {
  /// Returns the distance in pages from this page to `other`; negative if `other` comes first.
  public func distance(to other: PageNumber) -> Int {
    other.value - value
  }

  /// Returns the page `distance` pages after this one; before it if `distance` is negative.
  ///
  /// - Precondition: The result is 1 to `Int.max`.
  public func advanced(by distance: Int) -> PageNumber {
    let (sum, overflow) = value.addingReportingOverflow(distance)
    precondition(!overflow && sum >= 1, "no page is \(distance) pages from page \(value)")
    return PageNumber(unchecked: sum)
  }
}

extension PageNumber: CustomStringConvertible {
  /// The number in decimal digits.
  public var description: String { String(value) }
}

extension PageNumber: Codable {
  /// Decodes a one-based integer.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if it is less than 1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try container.decode(Int.self)
    guard let page = PageNumber(oneBased: number) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(number) is not a page number: page numbers begin at 1")
    }
    self = page
  }

  /// Encodes the one-based number as an integer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
