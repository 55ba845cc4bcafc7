// SPDX-License-Identifier: Apache-2.0

/// McNemar's exact test: whether one of two sides is right more often on the same documents.
///
/// Documents on which both are right, or both wrong, say nothing about this and are not counted.
public struct McNemarTest: Sendable, Hashable {
  /// The number of documents on which only the first side is right, 0 or more.
  public let onlyFirst: Int
  /// The number of documents on which only the second side is right, 0 or more.
  public let onlySecond: Int

  /// Creates a test; negative numbers count as 0.
  public init(onlyFirst: Int, onlySecond: Int) {
    self.onlyFirst = max(onlyFirst, 0)
    self.onlySecond = max(onlySecond, 0)
  }

  /// The two-sided p value, from 0 to 1: how probable counts at least as far apart are if both sides
  /// are equally often right.
  public var p: Double {
    let fewer = min(onlyFirst, onlySecond)
    return min(
      2 * Binomial(trials: onlyFirst + onlySecond, probability: 0.5).probability(atMost: fewer), 1)
  }
}
