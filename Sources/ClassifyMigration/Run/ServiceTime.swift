// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

/// The time of the service's clock, for the intents of a run.
///
/// It is the local time, unless a created job has shown that the local clock is wrong by more than
/// ``ComparisonRun/clockTolerance``.
final class ServiceTime: Sendable {
  /// The milliseconds by which the service's clock is ahead of the local one; negative if behind.
  private let offset = Mutex<Int64>(0)

  /// Whether a job has shown that the local clock is wrong.
  var isLocalClockWrong: Bool { offset.withLock { $0 != 0 } }

  /// Returns the service's time at a local time.
  func instant(at local: Timestamp.Instant) -> Timestamp.Instant {
    let offset = offset.withLock(\.self)
    guard offset != 0 else { return local }
    return Timestamp.Instant(
      milliseconds: Int64(clamping: Int128(local.milliseconds) + Int128(offset)))
  }

  /// Compares the clocks by a job that was created between two local times.
  ///
  /// - Parameters:
  ///   - created: The time of its creation, by the service's clock.
  ///   - start: The local time before the request.
  ///   - end: The local time after the response.
  func note(
    created: Timestamp.Instant, after start: Timestamp.Instant, before end: Timestamp.Instant
  ) {
    let nearest = max(start, min(created, end))
    let difference = Int128(created.milliseconds) - Int128(nearest.milliseconds)
    let isWrong = difference.magnitude > UInt128(ComparisonRun.clockTolerance / .milliseconds(1))
    offset.withLock { $0 = isWrong ? Int64(clamping: difference) : 0 }
  }
}
