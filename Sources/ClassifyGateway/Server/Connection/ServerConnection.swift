// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The handler of one connection: it reads requests, forwards them and writes the responses.
struct ServerConnection: ServerChildChannel {
  typealias Value = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  let transport: any HTTPTransport
  let limits: TransportServer.Limits
  let onExchange: @Sendable (RequestSummary) -> Void
  private let clock = ContinuousClock()

  init(
    transport: any HTTPTransport, limits: TransportServer.Limits,
    onExchange: @escaping @Sendable (RequestSummary) -> Void
  ) {
    self.transport = transport
    self.limits = limits
    self.onExchange = onExchange
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      // A half-closed connection counts as disconnected: there is no other sign of a disconnection.
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
      try pipeline.addHandler(ConnectionTimeoutHandler(limits: limits))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel,
        configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  func handle(value: Value, logger: Logger) async {
    let disconnectHandler = DisconnectHandler()
    value.channel.closeFuture.whenComplete { _ in disconnectHandler.clientDidDisconnect() }
    await withTaskCancellationHandler {
      do {
        try await value.executeThenClose { inbound, outbound in
          var reader = RequestReader(
            inbound.makeAsyncIterator(), responses: outbound, limits: limits)
          let mustClose = try await handleRequests(
            &reader, with: outbound, on: value.channel, disconnectHandler: disconnectHandler)
          guard mustClose else { return }
          // Closing the connection while the client is still sending would reset it, and the client
          // could lose a response that it has not read yet.
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

  /// Handles the requests of the connection in order.
  ///
  /// - Returns: Whether the client is still connected, so the connection must be closed gracefully.
  private func handleRequests(
    _ reader: inout RequestReader, with responses: RequestReader.Responses, on channel: any Channel,
    disconnectHandler: DisconnectHandler
  ) async throws -> Bool {
    while true {
      let incoming: RequestReader.Incoming
      do {
        guard let next = try await reader.next() else { return false }
        incoming = next
      } catch {
        if disconnectHandler.isDisconnected { return false }
        try await reject(RequestRejection(error), with: responses)
        return true
      }
      let start = clock.now
      let result = await disconnectHandler.send(incoming.request, to: transport)
      let encoded: EncodedResponse
      switch result.flatMapError(Self.response) {
      case .success(let response):
        encoded = EncodedResponse(
          response, to: incoming.request.method, keepsAlive: incoming.keepsAlive,
          date: DateField.now())
      case .failure(let error):
        let ending = disconnectHandler.isDisconnected ? .abandoned : RequestSummary.Ending.broken
        if error.kind == .connectionLost { await channel.reset() }
        report(incoming, ending, since: start)
        return false
      }
      do {
        try await responses.write(contentsOf: encoded.parts)
      } catch {
        report(incoming, .abandoned, since: start)
        throw error
      }
      report(incoming, .answered(status: encoded.status), since: start)
      guard encoded.keepsAlive else { return true }
    }
  }

  private func reject(_ rejection: RequestRejection, with responses: RequestReader.Responses)
    async throws
  {
    let encoded = EncodedResponse(
      rejection.response, to: .get, keepsAlive: false, date: DateField.now())
    try await responses.write(contentsOf: encoded.parts)
    onExchange(
      RequestSummary(
        requestBytes: 0, ending: .answered(status: encoded.status), duration: .zero))
  }

  private func report(
    _ incoming: RequestReader.Incoming, _ ending: RequestSummary.Ending,
    since start: ContinuousClock.Instant
  ) {
    onExchange(
      RequestSummary(
        method: incoming.request.method.rawValue, path: incoming.path,
        requestBytes: incoming.request.body?.count ?? 0, ending: ending,
        duration: start.duration(to: clock.now)))
  }

  private static func response(
    for error: TransportError
  ) -> Result<ClassifyHTTP.HTTPResponse, TransportError> {
    RequestRejection(error).map { .success($0.response) } ?? .failure(error)
  }
}

extension Channel {
  /// Closes the connection with a TCP reset (RST) if the channel is a socket.
  func reset() async {
    if let socket = self as? any SocketOptionProvider {
      try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try? await close()
  }
}
#endif
