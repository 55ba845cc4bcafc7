// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestSupport
import Testing

@testable import ClassifyHTTP

@Suite struct DeadlineTests {
  private enum Failure: Error { case cancelled }

  @Test func runsWithoutTimerWhenTimeoutIsNil() async {
    let clock = ManualClock()
    let result = await Deadline.run(within: nil, on: clock) { Result<Int, Failure>.success(1) }
    #expect(result == .success(1))
    #expect(clock.sleeps.isEmpty)
  }

  @Test func returnsResultOfOperationInTime() async {
    let success = await Deadline.run(within: .seconds(3_600), on: ContinuousClock()) {
      Result<Int, Failure>.success(1)
    }
    #expect(success == .success(1))
    let failure = await Deadline.run(within: .seconds(3_600), on: ContinuousClock()) {
      Result<Int, Failure>.failure(.cancelled)
    }
    #expect(failure == .failure(.cancelled))
  }

  @Test func cancelsAndAwaitsOperationAfterTimeout() async {
    let clock = ManualClock()
    let hasEnded = Mutex(false)
    let result = await Deadline.run(within: .seconds(5), on: clock) {
      try? await Task.sleep(for: .seconds(3_600))
      hasEnded.withLock { $0 = true }
      return Result<Int, Failure>.failure(.cancelled)
    }
    #expect(result == nil)
    #expect(hasEnded.withLock { $0 })
    #expect(clock.sleeps == [.seconds(5)])
  }

  /// The cancellation ends the timer too, which is no timeout.
  @Test func returnsFailureOfOperationInCancelledTask() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await Deadline.run(within: .seconds(3_600), on: ContinuousClock()) {
        for _ in 0..<100 { await Task.yield() }
        return Result<Int, Failure>.failure(.cancelled)
      }
    }
    let result = await task.value
    #expect(result == .failure(.cancelled))
  }

  @Test func returnsSuccessThatArrivesAfterTimeout() async {
    let result = await Deadline.run(within: .seconds(5), on: ManualClock()) {
      try? await Task.sleep(for: .seconds(3_600))
      return Result<Int, Failure>.success(1)
    }
    #expect(result == .success(1))
  }
}
