// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// The request that a connection has passed to the transport, cancelled when the client disconnects
/// or when the transport takes too long.
final class RequestInFlight: Sendable {
  private struct State {
    var isDisconnected = false
    /// The number of requests passed to the transport.
    var count = 0
    /// The number of the last request that took too long.
    var timedOut = 0
    var cancel: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Whether the connection is closed.
  var isDisconnected: Bool { state.withLock { $0.isDisconnected } }

  /// Marks the connection as closed and cancels the request.
  func clientDidDisconnect() {
    let cancel = state.withLock { state in
      state.isDisconnected = true
      return state.cancel
    }
    cancel?()
  }

  /// Cancels a request, which then fails with the kind `timedOut`.
  ///
  /// - Parameter number: The number of the request, counted from 1; it can be one that has not been
  ///   passed to the transport yet.
  func timeOut(_ number: Int) {
    let cancel = state.withLock { state in
      state.timedOut = number
      return number == state.count ? state.cancel : nil
    }
    cancel?()
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
    let isAlreadyCancelled = state.withLock { state in
      state.count += 1
      state.cancel = { work.cancel() }
      return state.isDisconnected || state.timedOut == state.count
    }
    if isAlreadyCancelled { work.cancel() }
    let result = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    let isTimedOut = state.withLock { state in
      state.cancel = nil
      return state.timedOut == state.count && !state.isDisconnected
    }
    return result.mapError { error in
      guard isTimedOut else { return error }
      return TransportError(kind: .timedOut, delivery: error.delivery, message: error.message)
    }
  }
}
#endif
