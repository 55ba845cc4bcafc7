// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// The request that a connection's handler is answering, cancelled when the client disconnects, when
/// the handler takes too long, or when the request is rejected.
final class RequestInFlight: Sendable {
  private struct State {
    var isDisconnected = false
    /// The number of requests passed to the handler.
    var count = 0
    /// Whether the handler has answered the last of them.
    var isAnswered = true
    /// The last request that the handler need not answer any more, and the answer.
    var interrupted: (number: Int, answer: RequestRejection)?
    var cancel: (@Sendable () -> Void)?

    var isInterrupted: Bool { interrupted?.number == count }
    /// The rejection that replaces the handler's response; `nil` if the response is sent.
    var rejection: RequestRejection? {
      isInterrupted && !isDisconnected ? interrupted?.answer : nil
    }
  }

  private let state = Mutex(State())

  /// Whether the connection is closed.
  var isDisconnected: Bool { state.withLock { $0.isDisconnected } }

  /// The rejection that replaces the handler's response; `nil` if the response is sent.
  var rejection: RequestRejection? { state.withLock { $0.rejection } }

  /// Marks the connection as closed and cancels the request.
  func clientDidDisconnect() {
    let cancel = state.withLock { state in
      state.isDisconnected = true
      return state.cancel
    }
    cancel?()
  }

  /// Cancels a request, which is then answered with a rejection, unless the handler has answered it.
  ///
  /// - Parameters:
  ///   - number: The number of the request, counted from 1; it can be one that has not been passed to
  ///     the handler yet.
  ///   - answer: The answer; the first one counts.
  func interrupt(_ number: Int, with answer: RequestRejection) {
    let cancel = state.withLock { state -> (@Sendable () -> Void)? in
      guard number > state.count || !state.isAnswered else { return nil }
      if state.interrupted?.number != number { state.interrupted = (number, answer) }
      return number == state.count ? state.cancel : nil
    }
    cancel?()
  }

  /// Has the next request answered in a task of its own.
  ///
  /// - Parameters:
  ///   - id: The ID of the request, for the answers that the handler does not give.
  ///   - executor: What the task runs on.
  ///   - handle: Returns the handler's answer.
  /// - Returns: What to send to the client.
  func answer(
    _ id: RequestID, on executor: EventLoopExecutor,
    _ handle: @escaping @Sendable () async -> Result<OutgoingResponse, TransportError>
  ) async -> Result<OutgoingResponse, TransportError> {
    state.withLock { state in
      state.count += 1
      state.isAnswered = false
    }
    let result = await run(on: executor, handle)
    let rejection = state.withLock { state in
      state.isAnswered = true
      return state.rejection
    }
    if let rejection { return .success(OutgoingResponse(rejection, id)) }
    return result.flatMapError { error in
      RequestRejection(error).map { .success(OutgoingResponse($0, id)) } ?? .failure(error)
    }
  }

  /// Runs a part of an exchange in a task of its own, which is cancelled if the client disconnects or
  /// the current task is cancelled.
  func run<Value: Sendable>(
    on executor: EventLoopExecutor, _ part: @escaping @Sendable () async -> Value
  ) async -> Value {
    let work = Task(executorPreference: executor, operation: part)
    let isAlreadyCancelled = state.withLock { state in
      state.cancel = { work.cancel() }
      return state.isDisconnected || !state.isAnswered && state.isInterrupted
    }
    if isAlreadyCancelled { work.cancel() }
    let value = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    state.withLock { $0.cancel = nil }
    return value
  }
}
#endif
