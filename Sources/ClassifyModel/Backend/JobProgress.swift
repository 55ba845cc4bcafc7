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
public struct JobProgress<Job: Sendable>: AsyncSequence, Sendable {
  private let jobID: String
  private let operation: String?
  private let schedule: PollingSchedule
  private let clock: any Clock<Duration>
  private let poll: @Sendable () async throws -> Job
  private let status: @Sendable (Job) -> JobStatus

  /// Creates a sequence of polls.
  ///
  /// - Parameters:
  ///   - jobID: The ID of the job, for error messages.
  ///   - operation: The operation that `poll` performs, for errors; named as in the reference.
  ///   - schedule: The pauses between polls, and the deadline.
  ///   - clock: The clock that pauses and the deadline are measured with.
  ///   - poll: Reads the job.
  ///   - status: Returns the status of a job that was read.
  package init(
    jobID: String, operation: String? = nil, schedule: PollingSchedule,
    clock: any Clock<Duration>, poll: @escaping @Sendable () async throws -> Job,
    status: @escaping @Sendable (Job) -> JobStatus
  ) {
    self.jobID = jobID
    self.operation = operation
    self.schedule = schedule
    self.clock = clock
    self.poll = poll
    self.status = status
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

  /// Polls the job, with a pause before each poll.
  public struct Iterator: AsyncIteratorProtocol {
    private let progress: JobProgress
    private let stopwatch: Stopwatch
    private var polls = 0
    private var unrecognizedPolls = 0
    private var latest: JobStatus?

    init(progress: JobProgress) {
      self.progress = progress
      stopwatch = Stopwatch(progress.clock)
    }

    /// Polls the job once more, or returns `nil` after it was finished.
    ///
    /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/timeout`` at the deadline, or
    ///   ``ClassifyError/Code/malformedResponse`` if the job stays in an unknown status;
    ///   `CancellationError` in a cancelled task; any error from fetching the job.
    public mutating func next() async throws -> Job? {
      if let latest {
        guard !latest.isFinished else { return nil }
        try checkLimits(latest)
      }
      let remaining = progress.schedule.deadline - stopwatch.elapsed()
      let pause = Swift.min(progress.schedule.delay(before: polls), remaining)
      try await progress.clock.sleep(for: Swift.max(pause, .zero))
      let job = try await progress.poll()
      polls += 1
      let status = progress.status(job)
      latest = status
      if case .unrecognized = status { unrecognizedPolls += 1 } else { unrecognizedPolls = 0 }
      return job
    }

    private func checkLimits(_ status: JobStatus) throws(ClassifyError) {
      if unrecognizedPolls >= Swift.max(progress.schedule.maximumUnrecognizedPolls, 1) {
        throw ClassifyError(
          code: .malformedResponse,
          message: "job \(progress.jobID) has had the status \"\(status)\" \(unrecognizedPolls) "
            + "times in a row, which this package does not know; inspect the job at the service",
          operation: progress.operation)
      }
      let elapsed = stopwatch.elapsed()
      guard elapsed < progress.schedule.deadline else {
        throw ClassifyError(
          code: .timeout,
          message: "job \(progress.jobID) has the status \"\(status)\" after \(elapsed); it is "
            + "still running; wait again or cancel it",
          operation: progress.operation)
      }
    }
  }
}

/// A measurement of elapsed time, with any clock.
package struct Stopwatch: Sendable {
  /// Returns the time since the stopwatch was created.
  package let elapsed: @Sendable () -> Duration

  /// Creates a stopwatch that starts now.
  package init(_ clock: some Clock<Duration>) {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
  }
}

/// The pauses between polls of a job, and the deadline.
///
/// The defaults match the official clients: pauses of 1 second that grow by 1 second each time, up
/// to 5 seconds, and a deadline of 2 hours. Durations are clamped to 0 through 100 years.
public struct PollingSchedule: Sendable, Hashable {
  /// The pause before the first poll.
  public var initialDelay: Duration {
    didSet { initialDelay = WaitTime.clamped(initialDelay) }
  }
  /// The amount by which each pause is longer than the previous one.
  public var increment: Duration {
    didSet { increment = WaitTime.clamped(increment) }
  }
  /// The maximum pause.
  public var maximumDelay: Duration {
    didSet { maximumDelay = WaitTime.clamped(maximumDelay) }
  }
  /// The time after which polling fails with ``ClassifyError/Code/timeout``.
  ///
  /// It is measured from the creation of the iterator.
  public var deadline: Duration {
    didSet { deadline = WaitTime.clamped(deadline) }
  }
  /// The number of consecutive polls with an unknown status after which polling fails.
  ///
  /// Values below 1 count as 1.
  public var maximumUnrecognizedPolls: Int

  /// Creates a schedule; the defaults match the official clients.
  public init(
    initialDelay: Duration = .seconds(1), increment: Duration = .seconds(1),
    maximumDelay: Duration = .seconds(5), deadline: Duration = .seconds(7_200),
    maximumUnrecognizedPolls: Int = 20
  ) {
    self.initialDelay = WaitTime.clamped(initialDelay)
    self.increment = WaitTime.clamped(increment)
    self.maximumDelay = WaitTime.clamped(maximumDelay)
    self.deadline = WaitTime.clamped(deadline)
    self.maximumUnrecognizedPolls = maximumUnrecognizedPolls
  }

  /// Returns the pause before the poll with a zero-based index.
  package func delay(before poll: Int) -> Duration {
    guard increment > .zero else { return min(initialDelay, maximumDelay) }
    // Divided instead of multiplied, which could overflow.
    let pollsToMaximum = (maximumDelay - initialDelay) / increment
    return Double(poll) >= pollsToMaximum ? maximumDelay : initialDelay + increment * poll
  }
}
