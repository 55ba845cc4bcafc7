// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore
import NIOHTTP1

/// The bodies of a connection's requests: they are delivered while they arrive, and the client is
/// read only as fast as their consumers.
extension ConnectionHandler {
  /// The body of the newest request while it is received.
  struct Body {
    /// The number of the request, counted from 1.
    let number: Int
    let parts: IncomingBody.Parts.Source
    let source: BodySource
    var waitsForContinue: Bool
  }

  /// Adds a request, whose head has been received.
  ///
  /// - Returns: The request for the connection's task.
  /// - Throws: ``RequestRejection`` if its framing is not accepted.
  func receive(
    _ head: HTTPRequestHead, _ context: ChannelHandlerContext
  ) throws(RequestRejection) -> ReceivedRequest {
    var head = head
    head.headers = head.headers.trimmed
    let framing = try RequestFraming(head, maximumBodyBytes: limits.maximumStreamedBodyBytes)
    let waitsForContinue = try head.expectsContinue()
    try state.receiveHead(acceptsInterimResponses: head.version.minor > 0, at: .now)
    requestCount += 1
    guard framing.length != 0 else {
      return ReceivedRequest(head: head, body: IncomingBody(framing.hasBody ? [] : nil))
    }
    let source = BodySource(self, request: requestCount, eventLoop: context.eventLoop)
    let sequence = IncomingBody.Parts.makeSequence(
      elementType: ByteBuffer.self, failureType: (any Error).self,
      backPressureStrategy: .init(
        lowWatermark: Self.lowBodyWatermark, highWatermark: Self.highBodyWatermark),
      finishOnDeinit: true, delegate: source)
    body = Body(
      number: requestCount, parts: sequence.source, source: source,
      waitsForContinue: waitsForContinue)
    return ReceivedRequest(
      head: head,
      body: IncomingBody(length: framing.length, parts: sequence.sequence, source: source))
  }

  /// Passes a part to the consumer of the newest body.
  func deliver(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    guard let body else { return }
    body.source.didReceive(bytes: bytes.readableBytes)
    switch body.parts.yield(bytes) {
    case .produceMore: break
    case .stopProducing:
      if reading == .wanted { reading = .paused(isWanted: false) }
    case .dropped:
      state.discard(bytes: bytes.readableBytes)
      if state.hasDiscardedTooMuch { context.close(promise: nil) }
    }
  }

  /// Ends the newest body, which is complete unless there is an error.
  func endBody(throwing error: (any Error)?) {
    guard let body else { return }
    self.body = nil
    body.source.didEnd()
    if let error { body.parts.finish(error) } else { body.parts.finish() }
    resumeReading()
  }

  /// Asks the client for the body of a request if it waits for that.
  func startBody(of number: Int) {
    guard let context, body?.number == number, body?.waitsForContinue == true else { return }
    body?.waitsForContinue = false
    guard !state.isAnsweredEarly else { return }
    let head = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
  }

  /// Counts the body of a request in the budget, and asks the client for it if it waits for that.
  ///
  /// - Throws: ``RequestRejection``, which is sent to the client, if it is too large.
  func collectBody(of number: Int, announcedBytes: Int) throws(RequestRejection) {
    guard let context, number == state.requestNumber else { return }
    do throws(RequestRejection) {
      try state.collectBody(announcedBytes: announcedBytes)
    } catch {
      requestInFlight.interrupt(number, with: error)
      if body?.number == number {
        reject(error, context)
      } else if error == .overloaded {
        registry.closeBudgetHolders()
      }
      throw error
    }
    startBody(of: number)
  }

  /// Continues to read a body, because its consumer wants more.
  func resumeBody(of number: Int) {
    if body?.number == number { resumeReading() }
  }

  /// Continues to read a body that has no consumer any more.
  func dropBody(of number: Int) {
    if body?.number == number { resumeReading() }
  }

  // MARK: - Reading

  /// Whether input is read.
  enum Reading: Hashable {
    case wanted
    /// The body's consumer has enough; `isWanted` tells whether a read waits for it.
    case paused(isWanted: Bool)
  }

  /// The number of parts of a body, each of a read at most, with which reading stops.
  private static let highBodyWatermark = 8
  /// The number of parts of a body with which reading continues.
  private static let lowBodyWatermark = 4

  func read(context: ChannelHandlerContext) {
    guard reading != .wanted else { return context.read() }
    reading = .paused(isWanted: true)
    state.pauseBody()
    stateDidChange(context)
  }

  private func resumeReading() {
    guard reading != .wanted else { return }
    let isWanted = reading == .paused(isWanted: true)
    reading = .wanted
    guard isWanted, let context else { return }
    state.resumeBody(at: .now)
    stateDidChange(context)
    context.read()
  }
}
#endif
