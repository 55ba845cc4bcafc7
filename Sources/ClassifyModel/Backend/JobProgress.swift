// SPDX-License-Identifier: Apache-2.0

/// A job, polled until it is finished.
///
/// ```swift
/// for try await job in client.classify.progress(of: id) { print(job.status) }
/// ```
///
/// Each element is the job as one poll returned it. The last element is the finished job; failed
/// and cancelled jobs are finished, too. A job in a status unknown to this package is an element,
/// too; after ``PollingSchedule/maximumUnrecognizedPolls`` of them in a row, an error is thrown.
/// Each iteration polls independently.
///
/// ### Missed polls
///
/// A poll that fails with a transient error (``ClassifyError/isTransient``) is missed: polling
/// continues, with pauses that grow up to ``PollingSchedule/maximumPauseAfterMiss`` and are at least
/// as long as the service asks for, up to ``PollingSchedule/maximumRetryAfter``. The job runs
/// meanwhile. So is a poll whose response is no JSON object, such as the page of a proxy, up to
/// ``PollingSchedule/maximumForeignPolls`` times in a row. Any other error ends the sequence.
/// ``onMissedPoll(_:)`` reports missed polls.
public struct JobProgress<Job: Sendable>: AsyncSequence, Sendable {
  private let jobID: JobID
  private let name: String
  private let operation: String?
  private let schedule: PollingSchedule
  private let clock: any Clock<Duration>
  private let poll: @Sendable () async throws -> Job
  private let status: @Sendable (Job) -> JobStatus
  private var reportMiss: @Sendable (MissedPoll) -> Void = { _ in }

  /// Creates a sequence of polls.
  ///
  /// - Parameters:
  ///   - jobID: The ID of the job, for errors.
  ///   - name: The ID of the job as its caller writes it, for messages; `nil` for `jobID`'s text.
  ///   - operation: The operation that `poll` performs, for errors; named as in the reference.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - clock: The clock that pauses and the deadline are measured with.
  ///   - poll: Reads the job.
  ///   - status: Returns the status of a job that was read.
  package init(
    jobID: JobID, name: String? = nil, operation: String? = nil, schedule: PollingSchedule,
    clock: any Clock<Duration>, poll: @escaping @Sendable () async throws -> Job,
    status: @escaping @Sendable (Job) -> JobStatus
  ) {
    self.jobID = jobID
    self.name = name ?? jobID.text
    self.operation = operation
    self.schedule = schedule
    self.clock = clock
    self.poll = poll
    self.status = status
  }

  /// Returns a sequence that reports missed polls.
  ///
  /// - Parameter report: Called after each missed poll that another poll follows.
  /// - Returns: The same sequence of jobs.
  public func onMissedPoll(
    _ report: @escaping @Sendable (MissedPoll) -> Void
  ) -> JobProgress {
    var progress = self
    progress.reportMiss = { [reportMiss] miss in
      reportMiss(miss)
      report(miss)
    }
    return progress
  }

  /// Returns an iterator whose deadline is counted from now.
  public func makeAsyncIterator() -> Iterator {
    Iterator(progress: self)
  }

  /// Polls until the job is finished and returns it.
  ///
  /// - Parameter observe: Called with the job after each poll.
  /// - Returns: The finished job.
  /// - Throws: The errors of ``Iterator/next()``.
  package func last(observe: (Job) -> Void = { _ in }) async throws -> Job {
    var iterator = makeAsyncIterator()
    while let job = try await iterator.next() {
      observe(job)
      if status(job).isFinished { return job }
    }
    // The sequence ends after a finished job only.
    throw CancellationError()
  }
}

extension JobProgress {
  /// Polls the job, with a pause before each poll.
  public struct Iterator: AsyncIteratorProtocol {
    private let progress: JobProgress
    private let deadline: Duration
    private let stopwatch: Stopwatch
    private var polls = 0
    private var unrecognizedPolls = 0
    private var latest: JobStatus?
    /// The number of polls in a row whose response was not the service's.
    private var foreignPolls = 0
    /// The errors of the missed polls since the last successful one: how many, and the last.
    private var misses: (count: Int, last: ClassifyError)?

    init(progress: JobProgress) {
      self.progress = progress
      deadline = progress.schedule.deadline
      stopwatch = Stopwatch(progress.clock)
    }

    /// Polls the job until a poll succeeds, or returns `nil` after it was finished.
    ///
    /// - Throws: ``ClassifyError`` with the ID of the job; with the code
    ///   ``ClassifyError/Code/timeout`` at the deadline, or
    ///   ``ClassifyError/Code/malformedResponse`` if the job stays in an unknown status;
    ///   `CancellationError` in a cancelled task; any error from fetching the job that is not
    ///   transient.
    public mutating func next() async throws -> Job? {
      if let latest, latest.isFinished { return nil }
      try checkStatus()
      while true {
        try checkDeadline()
        try await progress.clock.sleep(for: pause())
        polls += 1
        do {
          let job = try await poll()
          note(progress.status(job))
          return job
        } catch let error as ClassifyError {
          try miss(error.concerning(progress.jobID))
        }
      }
    }

    /// Polls once; its calls end with the deadline, which the last poll can exceed a little.
    private func poll() async throws -> Job {
      let end = deadline + PollingSchedule.lastPollTimeout
      let callDeadline = CallDeadline { [stopwatch] in end - stopwatch.elapsed() }
      return try await CallDeadline.$current.withValue(callDeadline) { try await progress.poll() }
    }

    /// Returns a status in quotation marks; at most 100 characters of an unknown one.
    private func quoted(_ status: JobStatus) -> String {
      "\"\(status.description.prefix(100))\""
    }

    private mutating func note(_ status: JobStatus) {
      misses = nil
      foreignPolls = 0
      latest = status
      if case .unrecognized = status { unrecognizedPolls += 1 } else { unrecognizedPolls = 0 }
    }

    /// Counts a missed poll, or throws its error if it ends the wait.
    private mutating func miss(_ error: ClassifyError) throws(ClassifyError) {
      // A job can be invisible for a moment after its creation, and so can members of a group.
      let isInvisible = error.code == .notFound || error.code == .incompleteGroup
      foreignPolls = error.isForeignResponse ? foreignPolls + 1 : 0
      guard
        error.isTransient
          || error.isForeignResponse && foreignPolls <= PollingSchedule.maximumForeignPolls
          || isInvisible && latest == nil && polls < progress.schedule.maximumNotFoundPolls
      else { throw error }
      misses = ((misses?.count ?? 0) + 1, error)
      guard stopwatch.elapsed() < deadline, let misses else { return }
      progress.reportMiss(MissedPoll(error: error, consecutive: misses.count, pause: pause()))
    }

    /// Returns the pause before the next poll, which is not after the deadline.
    private func pause() -> Duration {
      var pause = progress.schedule.delay(before: polls)
      if let misses, misses.last.isTransient || misses.last.isForeignResponse {
        pause = PollingSchedule.delay(pause, afterMisses: misses.count)
        let requested = misses.last.retryAfter ?? .zero
        pause = Swift.max(pause, Swift.min(requested, PollingSchedule.maximumRetryAfter))
      }
      return Swift.max(Swift.min(pause, deadline - stopwatch.elapsed()), .zero)
    }

    private func checkStatus() throws(ClassifyError) {
      let limit = Swift.max(progress.schedule.maximumUnrecognizedPolls, 1)
      guard let latest, unrecognizedPolls >= limit else { return }
      throw ClassifyError(
        code: .malformedResponse,
        message: "job \(progress.name) has had the status \(quoted(latest)) \(unrecognizedPolls) "
          + "times in a row, which this package does not know; inspect the job at the service",
        operation: progress.operation, jobID: progress.jobID)
    }

    /// Throws the error of a wait whose time is over; the first poll takes place in any case.
    private func checkDeadline() throws(ClassifyError) {
      let elapsed = stopwatch.elapsed()
      guard polls > 0, elapsed >= deadline else { return }
      let status = latest.map(quoted) ?? "not known"
      guard var error = misses?.last else {
        throw ClassifyError(
          code: .timeout,
          message: "job \(progress.name) has the status \(status) after \(WaitTime.text(elapsed)); "
            + "it is still running; wait again or cancel it",
          operation: progress.operation, jobID: progress.jobID)
      }
      if error.isTransient {
        error.code = .timeout
        error.message =
          "job \(progress.name) may still be running after \(WaitTime.text(elapsed)): its last known "
          + "status is \(status), and the last poll failed: \(error.message) Wait again or cancel it."
      }
      throw error
    }
  }
}

/// A poll that failed with a transient error, after which polling continues.
public struct MissedPoll: Sendable, Hashable {
  /// The error of the poll.
  public let error: ClassifyError
  /// The number of polls missed in a row, 1 or more.
  public let consecutive: Int
  /// The pause before the next poll.
  public let pause: Duration
}
