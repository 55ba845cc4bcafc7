// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The callers' jobs that were mirrored last, by which repeated requests are recognized.
///
/// It has the hashes of the IDs, so its size does not depend on the texts of the service. The hashes
/// are seeded by the process, so nobody can choose IDs that collide.
struct MirroredJobs: Sendable {
  /// The default number of jobs that are certainly remembered; at most twice as many are.
  static let capacity = 10_000

  private let capacity: Int
  /// The hashes in two generations: a full one replaces the one before, which is forgotten.
  private var current: Set<Int> = []
  private var previous: Set<Int> = []

  /// Remembers nothing yet.
  ///
  /// - Parameter capacity: The number of the last jobs to remember, 1 or more.
  init(capacity: Int = MirroredJobs.capacity) {
    self.capacity = capacity
  }

  /// Returns whether a job was inserted, and is not forgotten yet.
  func contains(_ id: JobID) -> Bool {
    let hash = id.hashValue
    return current.contains(hash) || previous.contains(hash)
  }

  /// Remembers a job.
  mutating func insert(_ id: JobID) {
    guard current.insert(id.hashValue).inserted, current.count >= capacity else { return }
    previous = current
    current = []
  }
}
