// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
import ClassifyHTTP
import NIOCore
import NIOHTTP1
import Synchronization

/// The delegate of one request, which builds its response.
final class ResponseCollector: HTTPClientResponseDelegate {
  private struct State {
    var isHeadSent = false
    var bytesSent = 0
    var response = HTTPResponse(status: 0)
  }

  private let options: AsyncHTTPTransport.Options
  private let acceptsRedirects: Bool
  private let onProgress: (@Sendable (Int) -> Void)?
  private let state = Mutex(State())

  /// Creates a delegate.
  ///
  /// - Parameters:
  ///   - options: The limits of the response.
  ///   - acceptsRedirects: Whether the client returns redirects. If not, the request fails with
  ///     ``RefusedRedirect`` before the client follows one.
  ///   - onProgress: Called with the number of body bytes sent.
  init(
    options: AsyncHTTPTransport.Options, acceptsRedirects: Bool,
    onProgress: (@Sendable (Int) -> Void)?
  ) {
    self.options = options
    self.acceptsRedirects = acceptsRedirects
    self.onProgress = onProgress
  }

  /// Whether the request's head was written to a connection.
  var isHeadSent: Bool { state.withLock { $0.isHeadSent } }

  /// What has been received so far.
  var response: HTTPResponse { state.withLock { $0.response } }

  // MARK: - Request

  func didSendRequestHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPRequestHead) {
    state.withLock { $0.isHeadSent = true }
  }

  func didSendRequestPart(task: HTTPClient.Task<HTTPResponse>, _ part: IOData) {
    let bytesSent = state.withLock { state in
      state.bytesSent += part.readableBytes
      return state.bytesSent
    }
    onProgress?(bytesSent)
  }

  // MARK: - Response

  /// Called for each head, also for those of redirects that the client is about to follow.
  func didVisitURL(
    task: HTTPClient.Task<HTTPResponse>, _ request: HTTPClient.Request, _ head: HTTPResponseHead
  ) {
    guard !acceptsRedirects, (300...399).contains(head.status.code),
      head.headers.contains(name: "Location")
    else { return }
    state.withLock { $0.response = HTTPResponse(head) }
    task.fail(reason: RefusedRedirect())
  }

  func didReceiveHead(
    task: HTTPClient.Task<HTTPResponse>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    let length = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
    guard head.fieldBytes <= options.maximumHeaderBytes else {
      return task.eventLoop.makeFailedFuture(
        TransportError.tooLarge("its header", limit: options.maximumHeaderBytes))
    }
    guard length <= options.maximumResponseBytes else { return failOversizedBody(of: task) }
    state.withLock { $0.response = HTTPResponse(head) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<HTTPResponse>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let isWithinLimit = state.withLock { state in
      guard buffer.readableBytes <= options.maximumResponseBytes - state.response.body.count else {
        return false
      }
      state.response.body += buffer.readableBytesView
      return true
    }
    return isWithinLimit
      ? task.eventLoop.makeSucceededVoidFuture() : failOversizedBody(of: task)
  }

  func didFinishRequest(task: HTTPClient.Task<HTTPResponse>) -> HTTPResponse { response }

  private func failOversizedBody(
    of task: HTTPClient.Task<HTTPResponse>
  ) -> EventLoopFuture<Void> {
    task.eventLoop.makeFailedFuture(
      TransportError.tooLarge("its body", limit: options.maximumResponseBytes))
  }
}

/// Ends a request instead of following a redirect.
struct RefusedRedirect: Error {}

extension HTTPResponse {
  /// Converts a head, without fields that are invalid.
  init(_ head: HTTPResponseHead) {
    self.init(
      status: HTTPStatus(code: Int(head.status.code)),
      headerFields: HTTPFields(
        head.headers.compactMap { try? HTTPField(name: $0.name, value: $0.value) }))
  }
}

extension HTTPResponseHead {
  /// The size of the header fields as sent, with a colon, a space and a line break each.
  fileprivate var fieldBytes: Int {
    headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
  }
}
#endif
