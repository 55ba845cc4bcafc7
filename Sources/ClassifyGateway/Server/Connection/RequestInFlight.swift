// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// The request that a connection has passed to the transport, cancelled when the client disconnects
/// or when the transport takes too long.
final class RequestInFlight: Sendable {
  private struct State {
    var isDisconnected = false
    var isTimedOut = false
    var cancel: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Whether the connection is closed.
  var isDisconnected: Bool { state.withLock { $0.isDisconnected } }

  /// Marks the connection as closed and cancels the request.
  func clientDidDisconnect() {
    cancel { $0.isDisconnected = true }
  }

  /// Cancels the request, which then fails with the kind `timedOut`.
  func timeOut() {
    cancel { $0.isTimedOut = true }
  }

  /// Sends a request, and cancels it if the client disconnects or the task is cancelled.
  func send(
    _ request: HTTPRequest, to transport: any HTTPTransport
  ) async -> Result<HTTPResponse, TransportError> {
    let work = Task { () -> Result<HTTPResponse, TransportError> in
      do throws(TransportError) {
        return .success(try await transport.send(request))
      } catch {
        return .failure(error)
      }
    }
    let isAlreadyDisconnected = state.withLock { state in
      state.isTimedOut = false
      state.cancel = { work.cancel() }
      return state.isDisconnected
    }
    if isAlreadyDisconnected { work.cancel() }
    let result = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    let isTimedOut = state.withLock { state in
      state.cancel = nil
      return state.isTimedOut && !state.isDisconnected
    }
    return result.mapError { error in
      guard isTimedOut else { return error }
      return TransportError(kind: .timedOut, delivery: error.delivery, message: error.message)
    }
  }

  private func cancel(_ mark: (inout sending State) -> Void) {
    let cancel = state.withLock { state in
      mark(&state)
      return state.cancel
    }
    cancel?()
  }
}
#endif
