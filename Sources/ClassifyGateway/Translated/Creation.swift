// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Synchronization

/// A job that is being created, and the requests that wait for the answer.
///
/// The creation goes on if its client disconnects, because the client then repeats the request: the
/// repetition joins the creation, or another instance of the gateway finds its jobs. Only a
/// creation that has not created anything ends with its last waiting request.
final class Creation: Sendable {
  /// One of the requests that wait for the answer.
  struct Request: Sendable, Hashable {
    fileprivate let number: Int
    /// The request that begins the creation.
    static let first = Request(number: 0)
  }

  private struct State {
    var answer: V1Answer?
    /// The requests that want the answer, whether they wait for it already or not.
    var requests: Set<Request> = [.first]
    var waiting: [Request: CheckedContinuation<V1Answer?, Never>] = [:]
    var joinCount = 0
    var isGivenUp = false
    var task: Task<Void, Never>?
  }

  /// The number of bytes that it has in flight.
  let bytes: Int
  private let calls: UpstreamCalls
  private let state = Mutex(State())

  /// Creates a creation that has not begun, with its first request.
  ///
  /// - Parameters:
  ///   - calls: The upstream requests of the request that begins it.
  ///   - bytes: The number of bytes that it has in flight.
  init(_ calls: UpstreamCalls, bytes: Int = 0) {
    self.bytes = bytes
    self.calls = calls
  }

  /// Adds a request, which must wait for the answer; `nil` if the creation was given up.
  func join() -> Request? {
    state.withLock { state in
      guard !state.isGivenUp else { return nil }
      state.joinCount += 1
      let request = Request(number: state.joinCount)
      state.requests.insert(request)
      return request
    }
  }

  /// Starts the creation in a task of its own.
  func begin(_ work: @escaping @Sendable () async -> V1Answer) {
    let task = UpstreamCalls.$current.withValue(calls) {
      Task { end(with: await work()) }
    }
    state.withLock { state in
      if state.answer == nil { state.task = task }
    }
  }

  /// Waits for the answer.
  ///
  /// - Parameter request: The request that waits.
  /// - Returns: The answer; `nil` in a cancelled task, which returns at once.
  func answer(to request: Request) async -> V1Answer? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = Task.isCancelled
        let result: V1Answer?? = state.withLock { state in
          if let answer = state.answer { return .some(answer) }
          if isCancelled { return .some(nil) }
          state.waiting[request] = continuation
          return nil
        }
        if let result { continuation.resume(returning: result) }
        // A cancellation before the continuation was stored found nothing to resume.
        if Task.isCancelled { leave(request) }
      }
    } onCancel: {
      leave(request)
    }
  }

  private func leave(_ request: Request) {
    let (continuation, task) = state.withLock { state in
      state.requests.remove(request)
      let continuation = state.waiting.removeValue(forKey: request)
      let isUnwanted = state.answer == nil && state.requests.isEmpty && !calls.hasCreated
      state.isGivenUp = state.isGivenUp || isUnwanted
      return (continuation, isUnwanted ? state.task : nil)
    }
    task?.cancel()
    continuation?.resume(returning: nil)
  }

  private func end(with answer: V1Answer) {
    let waiting = state.withLock { state in
      state.answer = answer
      state.task = nil
      defer { state.waiting = [:] }
      return state.waiting
    }
    for continuation in waiting.values { continuation.resume(returning: answer) }
  }
}
#endif
