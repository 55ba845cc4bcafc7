// SPDX-License-Identifier: Apache-2.0

/// The ranges of a ``PageSet``: ascending, disjoint, and never touching one another.
///
/// Up to eight ranges are held in place, so that a selection as people write it costs no
/// allocation; further ones move all of them to an array.
public struct PageRanges: Sendable {
  /// The first and the last page of a range.
  ///
  /// A type of two plain integers, which takes a fraction of the time that the generic
  /// `ClosedRange` takes to be moved about.
  package struct Bounds: Sendable, Equatable {
    package let first: Int
    package let last: Int

    package var range: ClosedRange<PageNumber> {
      PageNumber(unchecked: first)...PageNumber(unchecked: last)
    }
  }

  private typealias Slots = (Bounds, Bounds, Bounds, Bounds, Bounds, Bounds, Bounds, Bounds)

  private static let slotCount = 8

  private var slots: Slots
  private var inPlace: Int
  private var overflow: [Bounds] = []

  /// Begins with one range.
  init(_ first: ClosedRange<PageNumber>) {
    self.init()
    appendApart(first.lowerBound.value, first.upperBound.value)
  }

  /// Begins without a range, of which no page set may be made.
  init() {
    let none = Bounds(first: 1, last: 1)
    slots = (none, none, none, none, none, none, none, none)
    inPlace = 0
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
    } else {
      appendApart(range.lowerBound.value, range.upperBound.value)
    }
  }

  /// Adds a range that begins after the last one ends, with a page between them.
  mutating func appendApart(_ first: Int, _ last: Int) {
    let bounds = Bounds(first: first, last: last)
    if !overflow.isEmpty {
      overflow.append(bounds)
    } else if inPlace < Self.slotCount {
      withUnsafeMutableBytes(of: &slots) { bytes in
        bytes.assumingMemoryBound(to: Bounds.self)[inPlace] = bounds
      }
      inPlace &+= 1
    } else {
      overflow = withUnsafeRanges { Array($0) } + [bounds]
    }
  }

  /// Calls `body` with all ranges, which is quicker than asking for each.
  package func withUnsafeRanges<Value>(
    _ body: (UnsafeBufferPointer<Bounds>) -> Value
  ) -> Value {
    guard overflow.isEmpty else { return overflow.withUnsafeBufferPointer(body) }
    return withUnsafeBytes(of: slots) { bytes in
      let slots = bytes.assumingMemoryBound(to: Bounds.self)
      return body(UnsafeBufferPointer(rebasing: slots[..<inPlace]))
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
      return withUnsafeRanges { $0[position].range }
    }
    set {
      checkPosition(position)
      let bounds = Bounds(first: newValue.lowerBound.value, last: newValue.upperBound.value)
      guard overflow.isEmpty else {
        overflow[position] = bounds
        return
      }
      withUnsafeMutableBytes(of: &slots) { bytes in
        bytes.assumingMemoryBound(to: Bounds.self)[position] = bounds
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
    guard left.count == right.count else { return false }
    return left.withUnsafeRanges { left in
      right.withUnsafeRanges { right in
        for position in left.indices where left[position] != right[position] { return false }
        return true
      }
    }
  }

  /// Hashes the ranges.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for range in self { hasher.combine(range) }
  }
}
