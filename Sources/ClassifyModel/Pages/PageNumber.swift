// SPDX-License-Identifier: Apache-2.0

/// A page counted from 1, as people and Classify v2 count.
///
/// The base of a page is part of its type, so that an off-by-one does not compile: there is no
/// conversion from `Int` without a label, and none to a ``PageIndex`` that is not written out.
public struct PageNumber: Sendable, Hashable {
  /// The number, from 1 to `Int.max`.
  public let value: Int

  /// Makes a page number from an integer that counts from 1.
  ///
  /// It is `nil` if the integer is less than 1.
  ///
  /// - Parameter oneBased: The number of the page.
  public init?(oneBased: Int) {
    guard oneBased >= 1 else { return nil }
    value = oneBased
  }

  /// Makes the number of the page that `index` counts from 0.
  public init(_ index: PageIndex) {
    value = index.value + 1
  }

  /// Makes a number that is known to be at least 1.
  package init(unchecked value: Int) {
    assert(value >= 1, "page numbers begin at 1")
    self.value = value
  }

  /// The same page counted from 0.
  public var index: PageIndex { PageIndex(self) }
}

extension PageNumber: Comparable {
  /// Tells whether one page comes before another.
  public static func < (left: PageNumber, right: PageNumber) -> Bool {
    left.value < right.value
  }
}

extension PageNumber: Strideable {
  /// Returns the number of pages from this one to `other`.
  public func distance(to other: PageNumber) -> Int {
    other.value - value
  }

  /// Returns the page that is `distance` pages further on.
  ///
  /// - Precondition: There is such a page: the result is at least 1 and at most `Int.max`.
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
  /// Decodes an integer that counts from 1.
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

  /// Encodes the number as an integer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
