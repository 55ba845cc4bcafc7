// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import Synchronization

/// One request and its waiting caller, shared by the caller's task and the transport's thread.
///
/// The caller is resumed exactly once.
final class Exchange: Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  private enum Stage {
    /// Nothing of the request has been sent.
    case pending
    /// The request is being sent, or has been.
    case sending
    case finished
  }

  private struct State {
    var stage = Stage.pending
    var continuation: CheckedContinuation<Outcome, Never>?
  }

  let request: HTTPRequest
  let onProgress: (@Sendable (Int) -> Void)?
  private let state = Mutex(State())

  init(_ request: HTTPRequest, onProgress: (@Sendable (Int) -> Void)?) {
    self.request = request
    self.onProgress = onProgress
  }

  /// The server of the request; connections are counted per host.
  var host: String { "\(request.scheme)://\(request.authority)" }

  var isFinished: Bool { state.withLock { $0.stage == .finished } }

  /// Stores the caller, and returns false if the exchange was cancelled before.
  func wait(with continuation: CheckedContinuation<Outcome, Never>) -> Bool {
    let isPending = state.withLock { state in
      if state.stage == .pending { state.continuation = continuation }
      return state.stage == .pending
    }
    if !isPending { continuation.resume(returning: .failure(.cancelled(delivery: .notSent))) }
    return isPending
  }

  /// Returns whether the request can be sent now, which is so at most once.
  ///
  /// A request that is cancelled before is therefore never sent.
  func beginSending() -> Bool {
    state.withLock { state in
      let isPending = state.stage == .pending
      if isPending { state.stage = .sending }
      return isPending
    }
  }

  /// Resumes the caller, unless the exchange has finished before.
  func finish(_ outcome: Outcome) {
    let continuation = state.withLock { state in
      state.stage = .finished
      return state.continuation.take()
    }
    continuation?.resume(returning: outcome)
  }

  /// Resumes the caller at once, and returns whether a caller was waiting.
  @discardableResult func cancel() -> Bool {
    let (continuation, delivery) = state.withLock { state in
      let delivery: TransportError.Delivery = state.stage == .pending ? .notSent : .unknown
      state.stage = .finished
      return (state.continuation.take(), delivery)
    }
    continuation?.resume(returning: .failure(.cancelled(delivery: delivery)))
    return continuation != nil
  }
}
#endif
