// SPDX-License-Identifier: Apache-2.0

extension ClassifyBackend {
  /// Waits until a job has come to its end, whatever that is.
  ///
  /// A failed or cancelled job is returned like a successful one: its status says so.
  ///
  /// - Parameters:
  ///   - id: The id of the job.
  ///   - schedule: How often the job is looked at, and for how long.
  ///   - clock: What the time is measured with.
  ///   - observe: Called with the job at each look.
  /// - Returns: The finished job, with its outcomes.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/timeout`` at the deadline, or
  ///   ``ClassifyError/Code/malformedResponse`` if the job stays in a status that this package does
  ///   not know; `CancellationError` in a cancelled task; whatever reading the job throws.
  public func waitUntilFinished(
    _ id: JobID, schedule: PollingSchedule = PollingSchedule(),
    clock: some Clock<Duration> = ContinuousClock(),
    observe: (ClassifyJob) -> Void = { _ in }
  ) async throws -> ClassifyJob {
    let start = clock.now
    let end = start.advanced(by: schedule.deadline)
    var look = 0
    var unrecognized = 0
    while true {
      let next = clock.now.advanced(by: schedule.delay(before: look))
      try await clock.sleep(until: Swift.min(next, end), tolerance: nil)
      let job = try await job(id)
      observe(job)
      if job.status.isFinished { return job }
      if case .unrecognized(let text) = job.status {
        unrecognized += 1
        guard unrecognized < schedule.maximumUnrecognizedPolls else {
          throw ClassifyError(
            code: .malformedResponse,
            message: "job \(id) has had the status \"\(text)\" \(unrecognized) times in a row, "
              + "which this package does not know; look at the job at the service")
        }
      } else {
        unrecognized = 0
      }
      guard clock.now < end else {
        throw ClassifyError(
          code: .timeout,
          message: "job \(id) is still \(job.status) after "
            + "\(start.duration(to: clock.now)); it goes on, wait for it again or cancel it")
      }
      look += 1
    }
  }

  /// Submits a request, waits for its end, and returns the job with its outcomes.
  ///
  /// Cancelling the task stops the waiting, not the job.
  ///
  /// - Parameters:
  ///   - request: What to classify, and how.
  ///   - schedule: How often the job is looked at, and for how long.
  ///   - clock: What the time is measured with.
  /// - Returns: The finished job, with its outcomes.
  /// - Throws: What ``submit(_:)`` and ``waitUntilFinished(_:schedule:clock:observe:)`` throw.
  public func classify(
    _ request: ClassifyRequest, schedule: PollingSchedule = PollingSchedule(),
    clock: some Clock<Duration> = ContinuousClock()
  ) async throws -> ClassifyJob {
    let job = try await submit(request)
    return try await waitUntilFinished(job.id, schedule: schedule, clock: clock)
  }
}
