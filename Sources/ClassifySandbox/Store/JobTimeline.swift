// SPDX-License-Identifier: Apache-2.0

/// The transition times of a job that is not cancelled, in milliseconds since 1970.
struct JobTimeline {
  /// The phase of a job, derived from the time alone.
  enum Phase {
    case pending
    case running
    case finished
  }

  let createdAt: Int
  let startsAt: Int
  let finishesAt: Int

  init(createdAt: Int, durations: Sandbox.JobDurations) {
    self.createdAt = createdAt
    startsAt = createdAt + durations.pending.wholeMilliseconds
    finishesAt = startsAt + durations.running.wholeMilliseconds
  }

  /// A time at which the job is pending, even if all its durations are zero.
  var initialTime: Int { createdAt - 1 }

  func phase(at now: Int) -> Phase {
    now < startsAt ? .pending : now < finishesAt ? .running : .finished
  }

  /// Returns the time at which the phase at `now` began.
  func phaseStart(at now: Int) -> Int {
    switch phase(at: now) {
    case .pending: createdAt
    case .running: startsAt
    case .finished: finishesAt
    }
  }
}

extension Duration {
  /// The duration in whole milliseconds, clamped to the range from 0 to about 30,000 years.
  fileprivate var wholeMilliseconds: Int {
    let duration = min(max(self, .zero), .seconds(1_000_000_000_000))
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
