// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// What becomes of page ranges of which it is not published what they mean.
  ///
  /// The plainest form is ascending, without overlaps, spaces or leading zeros, with neighbouring
  /// pages as a range: `1,3,5-7`.
  public enum OddPageRanges: Sendable, Hashable, CaseIterable {
    /// Any other form is refused with 422.
    case refuse
    /// Spaces, leading zeros, any order, repetitions and reversed ranges are understood.
    case accept
  }
}
