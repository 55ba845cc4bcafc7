// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A uniform sample of bounded size of elements that arrive one by one (Vitter's algorithm R).
///
/// Each element is in the sample with the same probability, whatever the number of elements. Equal
/// seeds and elements have equal samples.
struct Reservoir<Element> {
  private let capacity: Int
  private var generator: SplitMix64
  private var sample: [(number: Int, element: Element)] = []
  /// The number of elements that arrived.
  private(set) var count = 0

  /// Creates an empty sample.
  ///
  /// - Parameters:
  ///   - capacity: The maximum number of sampled elements, 0 or more.
  ///   - seed: The seed of the random choice.
  init(capacity: Int, seed: UInt64) {
    self.capacity = Swift.max(capacity, 0)
    generator = SplitMix64(seed: seed)
  }

  /// Adds an element; `make` is called only if the element is sampled.
  mutating func add(_ make: @autoclosure () -> Element) {
    defer { count += 1 }
    guard sample.count == capacity else {
      sample.append((count, make()))
      return
    }
    let position = Int.random(in: 0...count, using: &generator)
    if position < capacity { sample[position] = (count, make()) }
  }

  /// The sampled elements, in the order in which they arrived.
  var elements: [Element] {
    sample.sorted { $0.number < $1.number }.map(\.element)
  }
}

extension Reservoir: Sendable where Element: Sendable {}
