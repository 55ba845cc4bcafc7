// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyMigration

/// What became of the documents of several mirrors; the sum of their `MirrorCounts`.
struct ShadowCounts: Sendable, Hashable {
  private(set) var dropped: [MirrorCounts.DropReason: Int] = [:]
  private(set) var queued = 0
  private(set) var inFlight = 0

  /// Adds what became of the documents of a mirror that was stopped.
  mutating func addEnded(_ counts: MirrorCounts) {
    dropped.merge(counts.dropped) { $0 + $1 }
  }

  /// Adds the counts of one mirror.
  mutating func add(_ counts: MirrorCounts) {
    addEnded(counts)
    queued += counts.queued
    inFlight += counts.inFlight
  }
}
#endif
