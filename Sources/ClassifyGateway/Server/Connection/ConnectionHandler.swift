// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore
import NIOHTTP1

/// A channel handler that assembles requests from their parts, and applies a ``ConnectionState``:
/// limits, timeouts and closing.
///
/// A request that exceeds a limit while it is received becomes a ``RequestRejection``, to which the
/// connection's task responds; any other timeout closes the connection.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = ReceivedRequest
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  let limits: TransportServer.Limits
  let registry: ConnectionRegistry
  let requestInFlight: RequestInFlight
  private let onExchange: @Sendable (RequestSummary) -> Void
  var state: ConnectionState
  var context: ChannelHandlerContext?
  private var timer: (task: Scheduled<Void>, deadline: ConnectionState.Instant)?
  private var probe: RepeatedTask?
  private var registered: (idleSince: ConnectionState.Instant?, holdsBudget: Bool)
  private var isShuttingDown = false
  var requestCount = 0
  var body: Body?
  var reading = Reading.wanted

  init(
    limits: TransportServer.Limits, budget: BodyBudget, registry: ConnectionRegistry,
    requestInFlight: RequestInFlight, onExchange: @escaping @Sendable (RequestSummary) -> Void
  ) {
    self.limits = limits
    self.registry = registry
    self.requestInFlight = requestInFlight
    self.onExchange = onExchange
    let state = ConnectionState(limits: limits, budget: budget, now: .now)
    self.state = state
    registered = (state.idleSince, state.holdsBudget)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    registry.add(context.channel)
    stateDidChange(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    requestInFlight.clientDidDisconnect()
    endBody(throwing: ChannelError.eof)
    timer?.task.cancel()
    timer = nil
    probe?.cancel()
    state.close()
    registry.remove(context.channel)
    self.context = nil
  }

  // MARK: - Inbound

  /// Whether the server waits for the client to close the connection.
  var isLingering: Bool { state.phase == .lingering }

  /// Counts bytes that have not been parsed yet.
  ///
  /// - Returns: Whether the bytes must be parsed; if not, they must be discarded.
  func receive(bytes count: Int) -> Bool {
    guard let context else { return false }
    do throws(RequestRejection) {
      guard !state.isDiscarding else {
        state.discard(bytes: count)
        if state.hasDiscardedTooMuch { context.close(promise: nil) }
        return false
      }
      try state.receive(bytes: count, at: .now)
    } catch {
      reject(error, context)
      return false
    }
    stateDidChange(context)
    return true
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !state.isDiscarding else { return }
    do throws(RequestRejection) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        let request = try receive(head, context)
        stateDidChange(context)
        return context.fireChannelRead(wrapInboundOut(request))
      case .body(let bytes):
        try state.receiveBody(bytes: bytes.readableBytes, at: .now)
        deliver(bytes, context)
      case .end:
        state.receiveEnd(at: .now)
        endBody(throwing: nil)
      }
    } catch {
      return reject(error, context)
    }
    stateDidChange(context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(error, context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    // Before the body ends: the handler must not take that for a failure of its own.
    requestInFlight.clientDidDisconnect()
    endBody(throwing: ChannelError.eof)
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent:
      isShuttingDown = true
      if state.phase == .idle { context.close(promise: nil) }
      return
    case ConnectionRegistry.Event.admitted:
      state.restartWaiting(at: .now)
      stateDidChange(context)
    case ConnectionRegistry.Event.makeRoom:
      if let idleSince = state.idleSince, idleSince <= .now {
        makeRoom(context)
      } else {
        register(context)
      }
    case ChannelEvent.inputClosed:
      state.closeInput(at: .now)
      stateDidChange(context)
      startProbe(context)
    case ChannelEvent.outputClosed:
      state.linger(at: .now)
      stateDidChange(context)
    default: break
    }
    context.fireUserInboundEventTriggered(event)
  }

  func reject(_ rejection: RequestRejection, _ context: ChannelHandlerContext) {
    if rejection == .overloaded { registry.closeBudgetHolders() }
    fail(rejection, context)
  }

  /// Ends the input; the connection's task then sends a response and closes the connection.
  func fail(_ error: any Error, _ context: ChannelHandlerContext) {
    state.reject(at: .now)
    stateDidChange(context)
    guard let body else { return context.fireErrorCaught(error) }
    let rejection = RequestRejection(error)
    // Before the body ends: the handler must not take that for a failure of its own.
    if !state.isAnsweredEarly { requestInFlight.interrupt(body.number, with: rejection) }
    endBody(throwing: rejection)
  }

  /// Closes an idle connection, after a response if part of a request's body has arrived.
  private func makeRoom(_ context: ChannelHandlerContext) {
    if state.phase == .body {
      // Best effort: waiting until the client has read it would keep the place.
      let id = RequestID.next()
      for part in EncodedResponse(.timedOut, id).parts {
        context.write(wrapOutboundOut(part), promise: nil)
      }
      onExchange(RequestSummary(.timedOut, id))
      context.flush()
    }
    context.close(promise: nil)
  }

  // MARK: - Outbound

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.code >= 200:
      state.beginResponse(at: .now)
      stateDidChange(context)
      if state.isAnsweredEarly || mustClose && !state.hasFurtherRequests {
        head.headers.replaceOrAdd(name: "Connection", value: "close")
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .head:
      context.write(data, promise: promise)
    case .body:
      state.continueResponse(at: .now)
      context.write(data, promise: promise)
    case .end:
      let written = promise ?? context.eventLoop.makePromise()
      let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
      written.futureResult.whenComplete { _ in bound.value.didWriteResponse() }
      context.writeAndFlush(data, promise: written)
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode == .output { state.beginClosing() }
    context.close(mode: mode, promise: promise)
  }

  private func didWriteResponse() {
    guard let context, state.phase != .lingering else { return }
    state.endResponse(at: .now)
    stateDidChange(context)
    if state.isAnsweredEarly || mustClose && state.phase.isIdle {
      close(context: context, mode: .output, promise: nil)
    }
  }

  /// Whether the connection must be closed after the requests that have been received.
  private var mustClose: Bool { isShuttingDown || state.isDiscarding || registry.hasWaiting }

  // MARK: - Timeouts

  func stateDidChange(_ context: ChannelHandlerContext) {
    if mustRegister { register(context) }
    // A timer that is too early is cheaper than a new one for each chunk of a body.
    let deadline = state.deadline
    if let timer, timer.deadline <= deadline { return }
    timer?.task.cancel()
    startTimer(deadline, context)
  }

  /// Whether the registry must know of the connection's state.
  ///
  /// With each chunk of a body, the connection is idle since a later time; the registry need not know
  /// of a difference that can't make it close the connection.
  private var mustRegister: Bool {
    guard let idleSince = state.idleSince, let known = registered.idleSince else {
      return state.idleSince != registered.idleSince
    }
    return idleSince < known
      || idleSince >= known + ConnectionTable<ObjectIdentifier>.minimumIdleTime
      || state.holdsBudget != registered.holdsBudget
  }

  private func register(_ context: ChannelHandlerContext) {
    registered = (state.idleSince, state.holdsBudget)
    if let idleSince = registered.idleSince {
      registry.becomeIdle(context.channel, since: idleSince, holdsBudget: registered.holdsBudget)
    } else {
      registry.becomeActive(context.channel)
    }
  }

  private func startTimer(_ deadline: ConnectionState.Instant, _ context: ChannelHandlerContext) {
    let delay = TimeAmount(max(.zero, deadline - .now))
    let task = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
      timer = nil
      if state.deadline <= .now { handleTimeout(context) }
      if self.context != nil, timer == nil { startTimer(state.deadline, context) }
    }
    timer = (task, deadline)
  }

  private func handleTimeout(_ context: ChannelHandlerContext) {
    if let deadline = state.halfClosedDeadline, deadline <= .now {
      return context.close(promise: nil)
    }
    switch state.phase {
    case .body where reading == .wanted: reject(.timedOut, context)
    case .body, .handling:
      let number = state.requestNumber
      state.abandonHandling(at: .now)
      requestInFlight.interrupt(number, with: .notAnswered)
    case .idle, .head, .responding, .lingering: context.close(promise: nil)
    }
  }

  /// Sends interim responses to a client that has closed its side.
  ///
  /// A client that has closed the whole connection resets it when it receives anything.
  private func startProbe(_ context: ChannelHandlerContext) {
    let interval = TimeAmount(limits.halfClosedProbeInterval)
    let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    probe = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
      let (handler, context) = bound.value
      guard handler.state.acceptsInterimResponse else { return }
      let head = HTTPResponseHead(version: .http1_1, status: .processing)
      context.writeAndFlush(handler.wrapOutboundOut(.head(head)), promise: nil)
    }
  }
}
#endif
