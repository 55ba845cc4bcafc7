// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// How long a job takes, by the time in ``Configuration/time``.
  public struct JobDurations: Sendable, Hashable {
    /// How long a job waits.
    public var pending: Duration
    /// How long a job runs thereafter; v1 shows both as waiting.
    public var running: Duration

    /// Makes durations; parts of a millisecond are dropped.
    public init(pending: Duration = .zero, running: Duration = .zero) {
      self.pending = pending
      self.running = running
    }
  }
}
