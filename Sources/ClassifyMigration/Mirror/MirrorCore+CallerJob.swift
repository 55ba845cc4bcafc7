// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension MirrorCore {
  /// The pauses between reads of a caller's job that its caller has not read to its end.
  private static let callerJobPolling = PollingSchedule(
    initialDelay: .seconds(10), increment: .seconds(10), maximumDelay: .seconds(60))

  /// Returns a caller's finished job: at once when its caller has read it, or as read here, rarely.
  ///
  /// - Parameters:
  ///   - id: The ID of the job.
  ///   - number: The number of the document that waits for it.
  ///   - stopwatch: The time since the document was started.
  /// - Returns: The job; `nil` if it can't be read, or is not finished in time.
  func callerJob(
    _ id: JobID, of number: Int, since stopwatch: Stopwatch
  ) async -> CallerJobs.Finished? {
    var reads = 0
    while true {
      if let finished = withState({ $0.finishedJob(id) }) { return finished }
      let remaining = options.deadline - stopwatch.elapsed()
      guard remaining > .zero, !withState({ $0.step(of: number) == .counted }) else { return nil }
      await pause(number, for: min(Self.callerJobPolling.delay(before: reads), remaining))
      if let finished = withState({ $0.finishedJob(id) }) { return finished }
      guard stopwatch.elapsed() < options.deadline, !Task.isCancelled else { return nil }
      do {
        observe(try await backend(id.version).job(id), isTimely: false)
      } catch let error as ClassifyError where error.isTransient {
      } catch {
        return nil
      }
      reads += 1
    }
  }

  /// Waits for a duration, or until the caller's job is finished or the task is cancelled.
  private func pause(_ number: Int, for duration: Duration) async {
    let pause = Task.detached(priority: .utility) { [clock] in
      do {
        try await clock.sleep(for: duration)
      } catch {
        // There is nothing to wait for any more.
      }
    }
    if !withState({ $0.setPause(pause, of: number) }) { pause.cancel() }
    await withTaskCancellationHandler {
      await pause.value
    } onCancel: {
      pause.cancel()
    }
  }
}
