// SPDX-License-Identifier: Apache-2.0

/// The ranges of a ``PageSet``: ascending, disjoint and not adjacent.
///
/// Up to eight ranges are stored inline, so that a typical selection needs no allocation. With
/// more, all of them are stored in an array.
public struct PageRanges: Sendable {
  /// The one-based first and last page of a range.
  ///
  /// Moving two plain integers takes a fraction of the time that the generic `ClosedRange` takes.
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
  private var inlineCount: Int
  private var overflow: [Bounds] = []

  /// Creates a collection of one range.
  init(_ first: ClosedRange<PageNumber>) {
    self.init()
    appendApart(first.lowerBound.value, first.upperBound.value)
  }

  /// Creates an empty collection; a page set must have at least one range.
  init() {
    let none = Bounds(first: 1, last: 1)
    slots = (none, none, none, none, none, none, none, none)
    inlineCount = 0
  }

  /// Appends a range that begins at or after the start of the last one, and merges the two if they
  /// overlap or are adjacent.
  ///
  /// - Complexity: O(1), amortized.
  mutating func append(_ range: ClosedRange<PageNumber>) {
    let last = self[count - 1]
    assert(range.lowerBound >= last.lowerBound, "ranges are appended in order")
    // Subtracting from the greater bound can't overflow; adding to the lesser could.
    if range.lowerBound.value - 1 <= last.upperBound.value {
      self[count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
    } else {
      appendApart(range.lowerBound.value, range.upperBound.value)
    }
  }

  /// Appends a range that begins at least two pages after the end of the last one.
  mutating func appendApart(_ first: Int, _ last: Int) {
    let bounds = Bounds(first: first, last: last)
    if !overflow.isEmpty {
      overflow.append(bounds)
    } else if inlineCount < Self.slotCount {
      withUnsafeMutableBytes(of: &slots) { bytes in
        bytes.assumingMemoryBound(to: Bounds.self)[inlineCount] = bounds
      }
      inlineCount &+= 1
    } else {
      overflow = withUnsafeRanges { Array($0) } + [bounds]
    }
  }

  /// Calls `body` with a buffer of all ranges, which is faster than subscripting.
  ///
  /// - Parameter body: Uses the buffer; must not let it escape.
  /// - Returns: The result of `body`.
  package func withUnsafeRanges<Value>(
    _ body: (UnsafeBufferPointer<Bounds>) -> Value
  ) -> Value {
    guard overflow.isEmpty else { return overflow.withUnsafeBufferPointer(body) }
    return withUnsafeBytes(of: slots) { bytes in
      let slots = bytes.assumingMemoryBound(to: Bounds.self)
      return body(UnsafeBufferPointer(rebasing: slots[..<inlineCount]))
    }
  }
}

extension PageRanges: RandomAccessCollection {
  /// The position of the first range, 0.
  public var startIndex: Int { 0 }

  /// The position after the last range.
  public var endIndex: Int { count }

  /// The number of ranges.
  ///
  /// - Complexity: O(1).
  public var count: Int { overflow.isEmpty ? inlineCount : overflow.count }

  /// Returns the position after the given one.
  public func index(after position: Int) -> Int {
    position + 1
  }

  /// The range at a zero-based position.
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
  /// Returns whether two collections have the same ranges, inline or in an array.
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
