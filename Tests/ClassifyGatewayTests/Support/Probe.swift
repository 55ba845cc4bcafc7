// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// A transport that remembers what it was asked, and answers as it is told.
final class Probe: HTTPTransport {
  private struct State {
    var requests: [HTTPRequest] = []
    var cancellations = 0
  }

  private let state = Mutex(State())
  private let respond: @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

  init(
    _ respond: @escaping @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse = {
      _ in HTTPResponse(status: 200, body: Array("done".utf8))
    }
  ) {
    self.respond = respond
  }

  /// A transport that answers nothing until it is cancelled.
  static var hanging: Probe {
    Probe { _ throws(TransportError) in
      let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
      for await _ in stream {}
      continuation.finish()
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "cancelled")
    }
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var cancellations: Int { state.withLock { $0.cancellations } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    state.withLock { $0.requests.append(request) }
    do throws(TransportError) {
      return try await respond(request)
    } catch {
      if error.kind == .cancelled { state.withLock { $0.cancellations += 1 } }
      throw error
    }
  }
}
#endif
