// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Limits how many tests run loopback servers at once.
///
/// All cases of all parameterized tests start at the same time. Without a limit, their servers and
/// transports would hold thousands of descriptors and threads, and slow each other down.
public final class LoopbackGate: Sendable {
  private struct State {
    var freePlaces: Int
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  /// The gate of every ``LoopbackPlan`` in this process.
  static let shared = LoopbackGate(places: 16)

  /// Whether the current task is inside: a server that runs within another one takes no place, so
  /// that tests with several servers can't wait for each other.
  @TaskLocal private static var isInside = false

  private let state: Mutex<State>

  /// Creates a gate.
  ///
  /// - Parameter places: The maximum number of bodies that run at once, at least 1.
  public init(places: Int) {
    state = Mutex(State(freePlaces: places))
  }

  /// Runs `body` as soon as a place is free, in the order of the calls.
  ///
  /// - Parameter body: The code that holds the place.
  /// - Returns: The result of `body`.
  /// - Throws: Any error of `body`.
  public func run<Result>(_ body: () async throws -> Result) async throws -> Result {
    if Self.isInside { return try await body() }
    await enter()
    defer { leave() }
    return try await Self.$isInside.withValue(true) { try await body() }
  }

  private func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.freePlaces > 0 else {
          state.waiters.append(continuation)
          return false
        }
        state.freePlaces -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiters.isEmpty else { return state.waiters.removeFirst() }
      state.freePlaces += 1
      return nil
    }
    next?.resume()
  }
}
