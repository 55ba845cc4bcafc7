// SPDX-License-Identifier: Apache-2.0

/// Where a job stands by the time alone.
enum Phase {
  case pending
  case running
  case finished
}

/// When a job goes from one phase to the next, in milliseconds since 1970.
struct Timetable {
  let createdAt: Int
  let runsAt: Int
  let endsAt: Int

  init(createdAt: Int, durations: Sandbox.JobDurations) {
    self.createdAt = createdAt
    runsAt = createdAt + durations.pending.wholeMilliseconds
    endsAt = runsAt + durations.running.wholeMilliseconds
  }

  /// A time at which the job has just been accepted, however short it is.
  var acceptance: Int { createdAt - 1 }

  func phase(at now: Int) -> Phase {
    now < runsAt ? .pending : now < endsAt ? .running : .finished
  }

  /// When the phase of that time began.
  func phaseStart(at now: Int) -> Int {
    switch phase(at: now) {
    case .pending: createdAt
    case .running: runsAt
    case .finished: endsAt
    }
  }
}

extension Duration {
  /// The whole milliseconds of this duration: none if it is negative, and 30,000 years at most.
  fileprivate var wholeMilliseconds: Int {
    let duration = min(max(self, .zero), .seconds(1_000_000_000_000))
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
