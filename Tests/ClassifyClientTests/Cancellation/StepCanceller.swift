// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifySandbox
import Synchronization
import TestSupport

/// Counts the steps of an operation, and cancels its task at one of them.
///
/// A step is the moment before a request is sent, the moment after the service has answered it, and
/// the beginning and the end of a wait: every moment at which something can come between.
final class StepCanceller: Sendable {
  private struct State {
    var steps: [String] = []
    var cancel: (@Sendable () -> Void)?
    var hasCancelled = false
  }

  private let target: Int
  private let state = Mutex(State())

  /// Makes a canceller for the step with a number, counted from 0.
  init(at target: Int) {
    self.target = target
  }

  /// The steps so far.
  var steps: [String] { state.withLock { $0.steps } }

  /// Whether the step was reached.
  var hasCancelled: Bool { state.withLock { $0.hasCancelled } }

  /// Runs an operation in a task of its own, which is the one that is cancelled.
  func run(_ operation: @escaping @Sendable () async throws -> Void) async -> Result<
    Void, any Error
  > {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for await _ in gate {}
      try await operation()
    }
    state.withLock { $0.cancel = { task.cancel() } }
    opener.finish()
    return await task.result
  }

  func step(_ name: String) {
    let cancel = state.withLock { state -> (@Sendable () -> Void)? in
      state.steps.append(name)
      guard state.steps.count - 1 == target else { return nil }
      state.hasCancelled = true
      return state.cancel
    }
    cancel?()
  }
}

/// The sandbox, with a step before and after each request.
final class SteppingTransport: HTTPTransport {
  private let sandbox: Sandbox
  private let canceller: StepCanceller
  /// Whether an answer that is there is returned although the task was cancelled.
  private let answersAnyway: Bool

  init(_ sandbox: Sandbox, _ canceller: StepCanceller, answersAnyway: Bool) {
    self.sandbox = sandbox
    self.canceller = canceller
    self.answersAnyway = answersAnyway
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    canceller.step("before \(request.method) \(request.path)")
    await Task.yield()
    if Task.isCancelled {
      throw TransportError(kind: .cancelled, delivery: .notSent, message: "cancelled")
    }
    let response = try await sandbox.send(request)
    canceller.step("after \(request.method) \(request.path)")
    await Task.yield()
    if Task.isCancelled, !answersAnyway {
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "cancelled")
    }
    return response
  }
}

/// A clock without real waits, with a step before and after each.
struct SteppingClock: Clock {
  let clock: ManualClock
  let canceller: StepCanceller

  var now: ManualClock.Instant { clock.now }
  var minimumResolution: Duration { clock.minimumResolution }

  func sleep(until deadline: ManualClock.Instant, tolerance: Duration?) async throws {
    canceller.step("waiting")
    try await clock.sleep(until: deadline, tolerance: tolerance)
    canceller.step("waited")
    try Task.checkCancellation()
  }
}
