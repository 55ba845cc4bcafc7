// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifySandbox
import Synchronization
import TestSupport

/// Counts the steps of an operation and cancels its task at one of them.
///
/// A step is a point where cancellation can interrupt: before a request, after its response, and at
/// the start and the end of a sleep.
final class StepCanceller: Sendable {
  private struct State {
    var steps: [String] = []
    var cancel: (@Sendable () -> Void)?
    var hasCancelled = false
  }

  private let target: Int
  private let state = Mutex(State())

  /// Creates a canceller for a step, given by its zero-based number.
  init(at target: Int) {
    self.target = target
  }

  /// The names of the steps so far.
  var steps: [String] { state.withLock { $0.steps } }

  /// Whether the operation has reached the step and was cancelled.
  var hasCancelled: Bool { state.withLock { $0.hasCancelled } }

  /// Runs an operation in a new task, which the canceller cancels.
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

/// A transport to the sandbox with a step before and after each request.
final class SteppingTransport: HTTPTransport {
  private let sandbox: Sandbox
  private let canceller: StepCanceller
  /// Whether to return a response that arrives after the task was cancelled.
  private let ignoresCancellation: Bool

  init(_ sandbox: Sandbox, _ canceller: StepCanceller, ignoresCancellation: Bool) {
    self.sandbox = sandbox
    self.canceller = canceller
    self.ignoresCancellation = ignoresCancellation
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
    if Task.isCancelled, !ignoresCancellation {
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "cancelled")
    }
    return response
  }
}

/// A manual clock with a step before and after each sleep.
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
