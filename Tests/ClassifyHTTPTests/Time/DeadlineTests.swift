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

  @Test func returnsSuccessThatArrivesAfterTimeout() async {
    let result = await Deadline.run(within: .seconds(5), on: ManualClock()) {
      try? await Task.sleep(for: .seconds(3_600))
      return Result<Int, Failure>.success(1)
    }
    #expect(result == .success(1))
  }
}
