// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

extension ClassifyBackend {
  /// Waits until a job is finished, and collects the drift that its polls show, missed ones included.
  ///
  /// - Parameters:
  ///   - id: The ID of the job.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - clock: The clock that pauses and the deadline are measured with.
  ///   - drift: Where the findings are added, also if the wait fails; the finding of the error that
  ///     ends it is not. Of the jobs and of the missed polls, at most
  ///     ``ComparisonResult/maximumFindingCount`` each, however many polls there are.
  /// - Returns: The finished job.
  /// - Throws: The errors of `waitUntilFinished(_:schedule:clock:observe:)`.
  func waitUntilFinished(
    _ id: JobID, schedule: PollingSchedule, clock: any Clock<Duration>,
    addingDriftTo drift: inout [DriftFinding]
  ) async throws -> ClassifyJob {
    let missed = Mutex<[DriftFinding]>([])
    var seen: [DriftFinding] = []
    defer { drift += seen + missed.withLock { $0 } }
    let progress = progress(of: id, schedule: schedule, clock: clock).onMissedPoll { poll in
      let findings = DriftFinding.findings(in: poll.error, on: id.version)
      missed.withLock { $0 = ($0 + findings).kept }
    }
    return try await progress.last { seen = (seen + DriftFinding.findings(in: $0)).kept }
  }
}

extension DriftFinding {
  /// Returns the finding of an error, if it shows drift.
  ///
  /// - Parameters:
  ///   - error: The error of a call, of any type.
  ///   - version: The version that was called.
  /// - Returns: At most one finding.
  static func findings(in error: any Error, on version: APIVersion) -> [DriftFinding] {
    guard let error = error as? ClassifyError else { return [] }
    return [DriftFinding(of: error, on: version)].compactMap(\.self)
  }
}

extension [DriftFinding] {
  /// Each finding once, and no more than a result has.
  fileprivate var kept: [DriftFinding] {
    Array(unique.prefix(ComparisonResult.maximumFindingCount))
  }
}
