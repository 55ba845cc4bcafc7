// SPDX-License-Identifier: Apache-2.0

/// Places of a message: `a.py:6, b.py:7 and 3 more`.
struct PlaceList: Sendable, CustomStringConvertible {
  /// The number of places that are named.
  private static let maximumCount = 5

  /// The places, each as a path and a line.
  var places: [String]

  /// The first places, and the number of the others.
  var description: String {
    let named = places.prefix(Self.maximumCount).joined(separator: ", ")
    let others = places.count - Self.maximumCount
    return others > 0 ? "\(named) and \(others) more" : named
  }
}
