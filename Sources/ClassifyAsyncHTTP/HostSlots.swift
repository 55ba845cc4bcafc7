// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import Synchronization

/// Limits the requests in flight to each host; further requests wait in order.
///
/// async-http-client also has a queue, but gives a connection to the next request while it still
/// reads from it: bytes that a server sent after a response would then answer that request. With
/// this limit its queue stays empty, and it closes a connection with such bytes instead.
package final class HostSlots: Sendable {
  private struct Host {
    var takenCount = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
  }

  private struct State {
    var hosts: [String: Host] = [:]
    var lastID = 0

    mutating func takeIfFree(_ host: String, limit: Int) -> Bool {
      guard hosts[host, default: Host()].takenCount < limit else { return false }
      hosts[host, default: Host()].takenCount += 1
      return true
    }
  }

  private let limit: Int
  private let state = Mutex(State())

  /// Creates slots; at least one per host.
  package init(limit: Int) {
    self.limit = max(1, limit)
  }

  /// Takes a slot if one is free, and returns whether it was taken.
  package func takeIfFree(_ host: String) -> Bool {
    state.withLock { $0.takeIfFree(host, limit: limit) }
  }

  /// Waits for a slot, and returns whether it was taken: false if the task was cancelled before.
  package func take(_ host: String) async -> Bool {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isTaken: Bool? = state.withLock { state in
          // Checked under the lock, so that a cancellation after this finds the continuation.
          if Task.isCancelled { return false }
          if state.takeIfFree(host, limit: limit) { return true }
          state.hosts[host]?.waiting.append((id, continuation))
          return nil
        }
        if let isTaken { continuation.resume(returning: isTaken) }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        state.hosts[host]?.waiting.firstIndex { $0.id == id }
          .flatMap { state.hosts[host]?.waiting.remove(at: $0).continuation }
      }
      waiting?.resume(returning: false)
    }
  }

  /// Gives a slot back, to the request that has waited longest if there is one.
  package func release(_ host: String) {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard state.hosts[host]?.waiting.isEmpty == true else {
        return state.hosts[host]?.waiting.removeFirst().continuation
      }
      state.hosts[host]?.takenCount -= 1
      if state.hosts[host]?.takenCount == 0 { state.hosts[host] = nil }
      return nil
    }
    next?.resume(returning: true)
  }
}
#endif
