// SPDX-License-Identifier: Apache-2.0

/// The lines that two texts have in common, in their order.
enum CommonLines {
  /// The maximum number of pairs of lines that are compared.
  private static let maximumPairs = 40_000

  /// Returns the positions of a longest common subsequence; none for many lines.
  static func positions(
    _ old: [ContiguousArray<UInt8>.SubSequence], _ new: [ContiguousArray<UInt8>.SubSequence]
  ) -> [(Int, Int)] {
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= maximumPairs else { return [] }
    // The length of the longest common subsequence of what begins at two positions.
    var lengths = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
    for first in old.indices.reversed() {
      for second in new.indices.reversed() {
        lengths[first][second] =
          old[first] == new[second]
          ? lengths[first + 1][second + 1] + 1
          : max(lengths[first + 1][second], lengths[first][second + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (first, second) = (0, 0)
    while first < old.count, second < new.count {
      if old[first] == new[second] {
        pairs.append((first, second))
        (first, second) = (first + 1, second + 1)
      } else if lengths[first + 1][second] >= lengths[first][second + 1] {
        first += 1
      } else {
        second += 1
      }
    }
    return pairs
  }
}
