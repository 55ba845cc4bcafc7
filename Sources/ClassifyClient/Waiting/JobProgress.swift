// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

/// A job at each look, from its creation to its end.
///
/// ```swift
/// for try await job in client.classify.progress(of: id) { print(job.status) }
/// ```
///
/// The last element is the finished job; a cancelled one is finished, too. A status that this
/// package does not know is an element like any other, and an error when it stays
/// (``PollingSchedule/maximumUnrecognizedPolls``). Each iteration looks for itself.
public struct JobProgress<Job: Sendable>: AsyncSequence, Sendable {
  let jobID: String
  let operation: String
  let schedule: PollingSchedule
  let clock: any Clock<Duration>
  let look: @Sendable () async throws -> Job
  let status: @Sendable (Job) -> JobStatus

  init(
    jobID: String, operation: String, schedule: PollingSchedule, clock: any Clock<Duration>,
    look: @escaping @Sendable () async throws -> Job,
    status: @escaping @Sendable (Job) -> JobStatus
  ) {
    self.jobID = jobID
    self.operation = operation
    self.schedule = schedule
    self.clock = clock
    self.look = look
    self.status = status
  }

  /// Returns an iterator whose deadline begins now.
  public func makeAsyncIterator() -> Iterator {
    Iterator(progress: self)
  }

  /// Looks until the end and returns the finished job.
  func last() async throws -> Job {
    var iterator = makeAsyncIterator()
    while let job = try await iterator.next() {
      if status(job).isFinished { return job }
    }
    // The sequence ends behind a finished job only.
    throw CancellationError()
  }

  /// Looks at the job, with a pause before each look.
  public struct Iterator: AsyncIteratorProtocol {
    private let progress: JobProgress
    private let stopwatch: Stopwatch
    private var looks = 0
    private var unrecognized = 0
    private var latest: JobStatus?

    init(progress: JobProgress) {
      self.progress = progress
      stopwatch = Stopwatch(progress.clock)
    }

    /// Looks at the job once more, or returns `nil` after it was seen finished.
    ///
    /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/timeout`` at the deadline, or
    ///   ``ClassifyError/Code/malformedResponse`` if the job stays in a status that nobody knows;
    ///   `CancellationError` in a cancelled task; whatever reading the job throws.
    public mutating func next() async throws -> Job? {
      if let latest {
        guard !latest.isFinished else { return nil }
        try checkPatience(latest)
      }
      let remaining = progress.schedule.deadline - stopwatch.elapsed()
      let pause = Swift.min(progress.schedule.delay(before: looks), remaining)
      try await progress.clock.sleep(for: Swift.max(pause, .zero))
      let job = try await progress.look()
      looks += 1
      let status = progress.status(job)
      latest = status
      if case .unrecognized = status { unrecognized += 1 } else { unrecognized = 0 }
      return job
    }

    private func checkPatience(_ status: JobStatus) throws(ClassifyError) {
      if unrecognized >= Swift.max(progress.schedule.maximumUnrecognizedPolls, 1) {
        throw ClassifyError(
          code: .malformedResponse,
          message:
            "job \(progress.jobID) has had the status \"\(status)\" \(unrecognized) times in "
            + "a row, which this package does not know; look at the job at the service",
          operation: progress.operation)
      }
      let elapsed = stopwatch.elapsed()
      guard elapsed < progress.schedule.deadline else {
        throw ClassifyError(
          code: .timeout,
          message:
            "job \(progress.jobID) is still \(status) after \(elapsed); it goes on, wait for "
            + "it again or cancel it",
          operation: progress.operation)
      }
    }
  }
}
