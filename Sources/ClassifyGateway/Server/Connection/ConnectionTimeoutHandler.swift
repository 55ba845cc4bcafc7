// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore
import NIOHTTP1

/// A channel handler for timeouts and for the graceful shutdown of idle connections.
///
/// A request that is not received in time becomes ``RequestRejection/timedOut``; any other timeout
/// closes the connection.
final class ConnectionTimeoutHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let limits: TransportServer.Limits
  private var timer: Scheduled<Void>?
  /// The deadline for the request being read; `nil` between requests.
  private var requestDeadline: NIODeadline?
  /// The number of requests whose response is not completely written.
  private var pendingResponses = 0
  private var isWritingResponse = false
  private var isOutputClosed = false
  private var isShuttingDown = false

  init(limits: TransportServer.Limits) {
    self.limits = limits
  }

  func handlerAdded(context: ChannelHandlerContext) {
    restartTimer(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
  }

  // MARK: - Inbound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      pendingResponses += 1
      requestDeadline = .now() + TimeAmount(limits.requestTime)
    case .body: break
    case .end: requestDeadline = nil
    }
    restartTimer(context)
    context.fireChannelRead(data)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    isShuttingDown = true
    if pendingResponses == 0 { context.close(promise: nil) }
  }

  // MARK: - Outbound

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.code >= 200:
      isWritingResponse = true
      restartTimer(context)
      if isShuttingDown, pendingResponses <= 1 {
        head.headers.replaceOrAdd(name: "Connection", value: "close")
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .head, .body:
      context.write(data, promise: promise)
    case .end:
      let written = promise ?? context.eventLoop.makePromise()
      let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
      written.futureResult.whenComplete { _ in
        let (handler, context) = bound.value
        handler.didWriteResponse(context)
      }
      context.writeAndFlush(data, promise: written)
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode == .output {
      isOutputClosed = true
      restartTimer(context)
    }
    context.close(mode: mode, promise: promise)
  }

  private func didWriteResponse(_ context: ChannelHandlerContext) {
    pendingResponses = max(0, pendingResponses - 1)
    isWritingResponse = false
    if isShuttingDown, pendingResponses == 0 {
      context.close(promise: nil)
    } else {
      restartTimer(context)
    }
  }

  // MARK: - Timeouts

  /// Restarts the timer with the timeout of the current state.
  private func restartTimer(_ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = currentTimeout.map { timeout in
      context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { [self] in
        handleTimeout(context)
      }
    }
  }

  /// The timeout of the current state; `nil` while the transport handles a request.
  private var currentTimeout: TimeAmount? {
    if isOutputClosed { return TimeAmount(limits.lingerTime) }
    if isWritingResponse { return TimeAmount(limits.answerTime) }
    if let requestDeadline {
      return min(TimeAmount(limits.idleTime), max(.zero, requestDeadline - .now()))
    }
    return pendingResponses == 0 ? TimeAmount(limits.idleTime) : nil
  }

  private func handleTimeout(_ context: ChannelHandlerContext) {
    timer = nil
    guard requestDeadline != nil, !isWritingResponse, !isOutputClosed else {
      context.close(promise: nil)
      return
    }
    // The connection's task sends the 408 response and closes the connection.
    context.fireErrorCaught(RequestRejection.timedOut)
  }
}
#endif
