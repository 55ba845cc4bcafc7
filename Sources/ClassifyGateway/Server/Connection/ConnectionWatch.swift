// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore
import NIOHTTP1

/// Ends a connection that takes too long, and one without work when the server shuts down.
///
/// A request that takes too long to arrive becomes ``RequestRefusal/timedOut``; any other delay
/// closes the connection.
final class ConnectionWatch: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let limits: TransportServer.Limits
  private var timer: Scheduled<Void>?
  /// When the request that is being read must have arrived; nil between requests.
  private var requestDeadline: NIODeadline?
  /// The requests of which the end of the answer is not written yet.
  private var unanswered = 0
  private var isAnswering = false
  private var isOutputClosed = false
  private var isShuttingDown = false

  init(limits: TransportServer.Limits) {
    self.limits = limits
  }

  func handlerAdded(context: ChannelHandlerContext) {
    arm(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
  }

  // MARK: - In

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      unanswered += 1
      requestDeadline = .now() + TimeAmount(limits.requestTime)
    case .body: break
    case .end: requestDeadline = nil
    }
    arm(context)
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
    if unanswered == 0 { context.close(promise: nil) }
  }

  // MARK: - Out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.code >= 200:
      isAnswering = true
      arm(context)
      if isShuttingDown, unanswered <= 1 {
        head.headers.replaceOrAdd(name: "Connection", value: "close")
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .head, .body:
      context.write(data, promise: promise)
    case .end:
      let written = promise ?? context.eventLoop.makePromise()
      let bound = NIOLoopBound((watch: self, context: context), eventLoop: context.eventLoop)
      written.futureResult.whenComplete { _ in
        let (watch, context) = bound.value
        watch.didAnswer(context)
      }
      context.writeAndFlush(data, promise: written)
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode == .output {
      isOutputClosed = true
      arm(context)
    }
    context.close(mode: mode, promise: promise)
  }

  private func didAnswer(_ context: ChannelHandlerContext) {
    unanswered = max(0, unanswered - 1)
    isAnswering = false
    if isShuttingDown, unanswered == 0 {
      context.close(promise: nil)
    } else {
      arm(context)
    }
  }

  // MARK: - Time

  /// Begins to wait for what comes next.
  private func arm(_ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = patience.map { patience in
      context.eventLoop.assumeIsolated().scheduleTask(in: patience) { [self] in
        giveUp(context)
      }
    }
  }

  /// How long the next thing may take; nil while the transport is at work.
  private var patience: TimeAmount? {
    if isOutputClosed { return TimeAmount(limits.lingerTime) }
    if isAnswering { return TimeAmount(limits.answerTime) }
    if let requestDeadline {
      return min(TimeAmount(limits.idleTime), max(.zero, requestDeadline - .now()))
    }
    return unanswered == 0 ? TimeAmount(limits.idleTime) : nil
  }

  private func giveUp(_ context: ChannelHandlerContext) {
    timer = nil
    guard requestDeadline != nil, !isAnswering, !isOutputClosed else {
      context.close(promise: nil)
      return
    }
    // The connection's task answers that it was too slow, and closes the connection.
    context.fireErrorCaught(RequestRefusal.timedOut)
  }
}
#endif
