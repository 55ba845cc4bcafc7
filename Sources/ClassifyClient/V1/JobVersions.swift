// SPDX-License-Identifier: Apache-2.0

package import ClassifyModel
import Synchronization

/// Which version has which job, for the last jobs whose ID does not say it.
package final class JobVersions: Sendable {
  /// The default number of jobs that are certainly remembered; at most twice as many are.
  package static let capacity = 10_000

  /// The jobs in two generations: a full one replaces the one before, which is forgotten.
  private struct Generations {
    var current: [String: APIVersion] = [:]
    var previous: [String: APIVersion] = [:]
  }

  private let capacity: Int
  private let generations = Mutex(Generations())

  /// Remembers nothing yet.
  ///
  /// - Parameter capacity: The number of the last jobs to remember, 1 or more.
  package init(capacity: Int = JobVersions.capacity) {
    self.capacity = capacity
  }

  /// Remembers the version of a single job.
  package func remember(_ id: JobID) {
    guard case .job(let text, let version) = id else { return }
    generations.withLock { generations in
      if generations.current.count >= capacity, generations.current[text] == nil {
        generations.previous = generations.current
        generations.current = [:]
      }
      generations.current[text] = version
    }
  }

  /// Returns the version of a job, or `nil` if it is not known.
  package func version(of id: String) -> APIVersion? {
    generations.withLock { $0.current[id] ?? $0.previous[id] }
  }
}
