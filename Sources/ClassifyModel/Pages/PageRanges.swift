// SPDX-License-Identifier: Apache-2.0

/// The ranges of a ``PageSet``: ascending, disjoint, and never touching one another.
///
/// Up to eight ranges are held in place, so that a selection as people write it costs no
/// allocation; further ones move all of them to an array.
public struct PageRanges: Sendable {
  private typealias Slots = (
    ClosedRange<PageNumber>, ClosedRange<PageNumber>, ClosedRange<PageNumber>,
    ClosedRange<PageNumber>, ClosedRange<PageNumber>, ClosedRange<PageNumber>,
    ClosedRange<PageNumber>, ClosedRange<PageNumber>
  )

  private static let slotCount = 8

  private var slots: Slots
  private var inPlace: Int
  private var overflow: [ClosedRange<PageNumber>] = []

  /// Begins with one range.
  init(_ first: ClosedRange<PageNumber>) {
    slots = (first, first, first, first, first, first, first, first)
    inPlace = 1
  }

  /// Adds a range that begins no earlier than the last one does, merging the two where they meet.
  ///
  /// - Complexity: O(1), amortized.
  mutating func append(_ range: ClosedRange<PageNumber>) {
    let last = self[count - 1]
    assert(range.lowerBound >= last.lowerBound, "ranges are appended in order")
    // Subtracting on the greater side can't overflow, adding to the lesser could.
    if range.lowerBound.value - 1 <= last.upperBound.value {
      self[count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
    } else if !overflow.isEmpty {
      overflow.append(range)
    } else if inPlace < Self.slotCount {
      inPlace += 1
      self[inPlace - 1] = range
    } else {
      overflow = Array(self)
      overflow.append(range)
    }
  }
}

extension PageRanges: RandomAccessCollection {
  /// The position of the first range.
  public var startIndex: Int { 0 }

  /// The position past the last range.
  public var endIndex: Int { count }

  /// The number of ranges.
  ///
  /// - Complexity: O(1).
  public var count: Int { overflow.isEmpty ? inPlace : overflow.count }

  /// Returns the position after another.
  public func index(after position: Int) -> Int {
    position + 1
  }

  /// The range at a position.
  ///
  /// - Complexity: O(1).
  public internal(set) subscript(position: Int) -> ClosedRange<PageNumber> {
    get {
      checkPosition(position)
      guard overflow.isEmpty else { return overflow[position] }
      return withUnsafeBytes(of: slots) { bytes in
        bytes.assumingMemoryBound(to: ClosedRange<PageNumber>.self)[position]
      }
    }
    set {
      checkPosition(position)
      guard overflow.isEmpty else {
        overflow[position] = newValue
        return
      }
      withUnsafeMutableBytes(of: &slots) { bytes in
        bytes.assumingMemoryBound(to: ClosedRange<PageNumber>.self)[position] = newValue
      }
    }
  }
}

extension PageRanges {
  private func checkPosition(_ position: Int) {
    precondition(position >= 0 && position < count, "no range \(position) in \(count) ranges")
  }
}

extension PageRanges: Hashable {
  /// Tells whether both hold the same ranges, wherever they are held.
  public static func == (left: PageRanges, right: PageRanges) -> Bool {
    left.elementsEqual(right)
  }

  /// Hashes the ranges.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for range in self { hasher.combine(range) }
  }
}
