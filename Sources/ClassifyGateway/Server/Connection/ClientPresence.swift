// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// Whether the client of a connection is still there; ends the work for it when it leaves.
final class ClientPresence: Sendable {
  private struct State {
    var hasLeft = false
    var endWork: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Whether the connection is closed.
  var hasLeft: Bool { state.withLock { $0.hasLeft } }

  /// Says that the connection is closed.
  func leave() {
    let endWork = state.withLock { state in
      state.hasLeft = true
      return state.endWork
    }
    endWork?()
  }

  /// Sends a request, and cancels that when the client leaves or the task is cancelled.
  func whileHere(
    send request: HTTPRequest, to transport: any HTTPTransport
  ) async -> Result<HTTPResponse, TransportError> {
    let work = Task { () -> Result<HTTPResponse, TransportError> in
      do throws(TransportError) {
        return .success(try await transport.send(request))
      } catch {
        return .failure(error)
      }
    }
    let isGone = state.withLock { state in
      state.endWork = { work.cancel() }
      return state.hasLeft
    }
    if isGone { work.cancel() }
    defer { state.withLock { $0.endWork = nil } }
    return await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
  }
}
#endif
