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
  typealias Messages = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  struct Value: ServerChildChannelValue {
    let messages: Messages
    let requestInFlight: RequestInFlight
    var channel: any Channel { messages.channel }
  }

  /// The maximum number of bytes read at once, so that few pipelined requests are parsed early.
  private static let maximumReadBytes = 8_192

  let transport: any HTTPTransport
  let limits: TransportServer.Limits
  let onExchange: @Sendable (RequestSummary) -> Void
  private let registry: ConnectionRegistry
  private let budget: BodyBudget
  private let clock = ContinuousClock()

  init(
    transport: any HTTPTransport, limits: TransportServer.Limits, registry: ConnectionRegistry,
    onExchange: @escaping @Sendable (RequestSummary) -> Void
  ) {
    self.transport = transport
    self.limits = limits
    self.onExchange = onExchange
    self.registry = registry
    budget = BodyBudget(bytes: limits.maximumPendingBodyBytes)
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
      try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
      try channel.syncOptions?.setOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.maximumReadBytes))
      var decoder = NIOHTTPDecoderLimitConfiguration()
      decoder.maxHeaderFieldSize = limits.maximumHeaderBytes
      decoder.maxHeaderListSize = limits.maximumHeaderBytes
      decoder.maxHeaderFieldCount = limits.maximumHeaderFields
      let requestInFlight = RequestInFlight()
      channel.closeFuture.whenComplete { _ in requestInFlight.clientDidDisconnect() }
      let connection = ConnectionHandler(
        limits: limits, budget: budget, registry: registry, requestInFlight: requestInFlight,
        onExchange: onExchange)
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(ReceiveHandler(connection))
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false,
        withOutboundHeaderValidation: true, withEncoderConfiguration: .init(),
        withDecoderLimitConfiguration: decoder)
      try pipeline.addHandler(connection)
      return Value(
        messages: try Messages(
          wrappingChannelSynchronously: channel,
          configuration: .init(isOutboundHalfClosureEnabled: true)),
        requestInFlight: requestInFlight)
    }
  }

  func handle(value: Value, logger: Logger) async {
    await withTaskCancellationHandler {
      do {
        try await value.messages.executeThenClose { inbound, outbound in
          var reader = RequestReader(
            inbound.makeAsyncIterator(), responses: outbound,
            maximumBodyBytes: limits.maximumBodyBytes)
          let isConnected = try await handleRequests(
            &reader, with: outbound, on: value.channel, requestInFlight: value.requestInFlight)
          guard isConnected else { return }
          // Closing the connection while the client is still sending would reset it, and the client
          // could lose a response that it has not read yet. The channel's handlers wait for it.
          outbound.finish()
          try await value.channel.closeFuture.get()
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
  /// - Returns: Whether the connection is still open, so must be closed gracefully.
  private func handleRequests(
    _ reader: inout RequestReader, with responses: RequestReader.Responses, on channel: any Channel,
    requestInFlight: RequestInFlight
  ) async throws -> Bool {
    while true {
      let incoming: RequestReader.Incoming
      do {
        guard let next = try await reader.next() else { return !requestInFlight.isDisconnected }
        incoming = next
      } catch {
        if requestInFlight.isDisconnected { return false }
        try await reject(RequestRejection(error), with: responses)
        return true
      }
      let exchange = Exchange(incoming, start: clock.now)
      // Nothing must keep the body while the response is sent: the budget no longer counts it.
      let result = await requestInFlight.send((consume incoming).request, to: transport)
      let encoded: EncodedResponse
      switch result.flatMapError(Self.response) {
      case .success(let response):
        encoded = EncodedResponse(
          response, to: exchange.method, keepsAlive: exchange.keepsAlive, date: DateField.now())
      case .failure(let error):
        report(exchange, requestInFlight.isDisconnected ? .abandoned : .broken)
        if error.kind == .connectionLost { await channel.reset() }
        return false
      }
      do {
        try await responses.write(contentsOf: encoded.parts)
      } catch {
        report(exchange, .abandoned)
        throw error
      }
      report(exchange, .answered(status: encoded.status))
      guard encoded.keepsAlive else { return true }
    }
  }

  /// What is needed of a request after it has been passed to the transport.
  private struct Exchange {
    let method: ClassifyHTTP.HTTPMethod
    let path: String
    let requestBytes: Int
    let keepsAlive: Bool
    let start: ContinuousClock.Instant

    init(_ incoming: RequestReader.Incoming, start: ContinuousClock.Instant) {
      method = incoming.request.method
      path = incoming.path
      requestBytes = incoming.request.body?.count ?? 0
      keepsAlive = incoming.keepsAlive
      self.start = start
    }
  }

  private func reject(_ rejection: RequestRejection, with responses: RequestReader.Responses)
    async throws
  {
    let encoded = EncodedResponse(rejection)
    try await responses.write(contentsOf: encoded.parts)
    onExchange(RequestSummary(rejectedWith: encoded.status))
  }

  private func report(_ exchange: Exchange, _ ending: RequestSummary.Ending) {
    onExchange(
      RequestSummary(
        method: exchange.method.rawValue, path: exchange.path, requestBytes: exchange.requestBytes,
        ending: ending, duration: exchange.start.duration(to: clock.now)))
  }

  private static func response(
    for error: TransportError
  ) -> Result<ClassifyHTTP.HTTPResponse, TransportError> {
    RequestRejection(error).map { .success($0.response) } ?? .failure(error)
  }
}

extension RequestSummary {
  /// Creates the summary of a request that the server did not read to its end.
  init(rejectedWith status: Int) {
    self.init(requestBytes: 0, ending: .answered(status: status), duration: .zero)
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
