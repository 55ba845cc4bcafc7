// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// A handler that cancels the transport's task when the client disconnects.
final class DisconnectHandler: Sendable {
  private struct State {
    var isDisconnected = false
    var cancelRequest: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Whether the connection is closed.
  var isDisconnected: Bool { state.withLock { $0.isDisconnected } }

  /// Marks the connection as closed and cancels the request in flight.
  func clientDidDisconnect() {
    let cancelRequest = state.withLock { state in
      state.isDisconnected = true
      return state.cancelRequest
    }
    cancelRequest?()
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
      state.cancelRequest = { work.cancel() }
      return state.isDisconnected
    }
    if isAlreadyDisconnected { work.cancel() }
    defer { state.withLock { $0.cancelRequest = nil } }
    return await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
  }
}
#endif
