// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// What a server does with each connection: it reads requests, and has a transport answer them.
struct ServerConnection: ServerChildChannel {
  typealias Value = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  let transport: any HTTPTransport
  let limits: TransportServer.Limits
  let onExchange: @Sendable (ServedExchange) -> Void
  private let clock = ContinuousClock()

  init(
    transport: any HTTPTransport, limits: TransportServer.Limits,
    onExchange: @escaping @Sendable (ServedExchange) -> Void
  ) {
    self.transport = transport
    self.limits = limits
    self.onExchange = onExchange
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      // A client that closes its side has left: it is the only sign that there is of it.
      try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
      var decoder = NIOHTTPDecoderLimitConfiguration()
      decoder.maxHeaderFieldSize = limits.headerBytes
      decoder.maxHeaderListSize = limits.headerBytes
      decoder.maxHeaderFieldCount = limits.headerFields
      let pipeline = channel.pipeline.syncOperations
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false,
        withOutboundHeaderValidation: true, withEncoderConfiguration: .init(),
        withDecoderLimitConfiguration: decoder)
      try pipeline.addHandler(ConnectionWatch(limits: limits))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel,
        configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  func handle(value: Value, logger: Logger) async {
    let presence = ClientPresence()
    value.channel.closeFuture.whenComplete { _ in presence.leave() }
    await withTaskCancellationHandler {
      do {
        try await value.executeThenClose { inbound, outbound in
          var reader = RequestReader(
            inbound.makeAsyncIterator(), answers: outbound, limits: limits)
          let mustEnd = try await answerRequests(
            &reader, with: outbound, on: value.channel, presence: presence)
          guard mustEnd else { return }
          // Closing at once would reset the connection while the client still sends, and an answer
          // that it has not read yet would be lost.
          outbound.finish()
          try await reader.drain()
        }
      } catch {
        logger.trace("A connection has ended.", metadata: ["reason": "\(error)"])
      }
    } onCancel: {
      value.channel.close(promise: nil)
    }
  }

  /// Answers one request after the other.
  ///
  /// - Returns: Whether the client is there and has to be told that the connection ends.
  private func answerRequests(
    _ reader: inout RequestReader, with answers: RequestReader.Answers, on channel: any Channel,
    presence: ClientPresence
  ) async throws -> Bool {
    while true {
      let incoming: RequestReader.Incoming
      do {
        guard let next = try await reader.next() else { return false }
        incoming = next
      } catch {
        if presence.hasLeft { return false }
        try await refuse(RequestRefusal(error), with: answers)
        return true
      }
      let start = clock.now
      let result = await presence.whileHere(send: incoming.request, to: transport)
      let frame: AnswerFrame
      switch result.flatMapError(Self.answer) {
      case .success(let response):
        frame = AnswerFrame(
          response, to: incoming.request.method, keepsAlive: incoming.keepsAlive,
          date: DateField.now())
      case .failure(let error):
        let ending = presence.hasLeft ? .abandoned : ServedExchange.Ending.broken
        if error.kind == .connectionLost { await channel.reset() }
        report(incoming, ending, since: start)
        return false
      }
      do {
        try await answers.write(contentsOf: frame.parts)
      } catch {
        report(incoming, .abandoned, since: start)
        throw error
      }
      report(incoming, .answered(status: frame.status), since: start)
      guard frame.keepsAlive else { return true }
    }
  }

  private func refuse(_ refusal: RequestRefusal, with answers: RequestReader.Answers) async throws {
    let frame = AnswerFrame(
      refusal.response, to: .get, keepsAlive: false, date: DateField.now())
    try await answers.write(contentsOf: frame.parts)
    onExchange(
      ServedExchange(
        requestBytes: 0, ending: .answered(status: frame.status), duration: .zero))
  }

  private func report(
    _ incoming: RequestReader.Incoming, _ ending: ServedExchange.Ending,
    since start: ContinuousClock.Instant
  ) {
    onExchange(
      ServedExchange(
        method: incoming.request.method.rawValue, path: incoming.path,
        requestBytes: incoming.request.body?.count ?? 0, ending: ending,
        duration: start.duration(to: clock.now)))
  }

  private static func answer(
    to error: TransportError
  ) -> Result<ClassifyHTTP.HTTPResponse, TransportError> {
    RequestRefusal(error).map { .success($0.response) } ?? .failure(error)
  }
}
#endif
