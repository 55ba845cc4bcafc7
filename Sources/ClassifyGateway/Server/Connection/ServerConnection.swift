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

/// The task of one connection: it passes requests to the handler and writes the responses.
struct ServerConnection: ServerChildChannel {
  typealias Messages = NIOAsyncChannel<ReceivedRequest, HTTPServerResponsePart>
  typealias Responses = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  struct Value: ServerChildChannelValue {
    let messages: Messages
    let requestInFlight: RequestInFlight
    var channel: any Channel { messages.channel }
  }

  /// The maximum number of bytes read at once, so that few pipelined requests are parsed early.
  private static let maximumReadBytes = 8_192

  let handler: any RequestHandler
  let limits: TransportServer.Limits
  let onExchange: @Sendable (RequestSummary) -> Void
  private let registry: ConnectionRegistry
  private let budget: BodyBudget

  init(
    handler: any RequestHandler, limits: TransportServer.Limits, registry: ConnectionRegistry,
    onExchange: @escaping @Sendable (RequestSummary) -> Void
  ) {
    self.handler = handler
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
      var encoder = HTTPResponseEncoder.Configuration()
      encoder.automaticallySetFramingHeaders = false
      let requestInFlight = RequestInFlight()
      channel.closeFuture.whenComplete { _ in requestInFlight.clientDidDisconnect() }
      let connection = ConnectionHandler(
        limits: limits, budget: budget, registry: registry, requestInFlight: requestInFlight,
        onExchange: onExchange)
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(ReceiveHandler(connection))
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false,
        withOutboundHeaderValidation: true, withEncoderConfiguration: encoder,
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
    let executor = EventLoopExecutor(value.channel.eventLoop)
    await withTaskCancellationHandler {
      do {
        try await withTaskExecutorPreference(executor) {
          try await value.messages.executeThenClose { inbound, outbound in
            let isConnected = try await handle(
              inbound, with: outbound, value: value, on: executor)
            guard isConnected else { return }
            // Closing the connection while the client is still sending would reset it, and the
            // client could lose a response that it has not read yet. The channel's handlers wait
            // for it.
            outbound.finish()
            try await value.channel.closeFuture.get()
          }
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
  private func handle(
    _ requests: NIOAsyncChannelInboundStream<ReceivedRequest>, with responses: Responses,
    value: Value, on executor: EventLoopExecutor
  ) async throws -> Bool {
    let requestInFlight = value.requestInFlight
    var requests = requests.makeAsyncIterator()
    while true {
      let served: ServedRequest
      do {
        guard let received = try await requests.next(isolation: #isolation) else {
          return !requestInFlight.isDisconnected
        }
        served = ServedRequest(
          received, try received.request(on: requestInFlight), handler: handler,
          inFlight: requestInFlight)
      } catch {
        if requestInFlight.isDisconnected { return false }
        try await reject(RequestRejection(error), with: responses)
        return true
      }
      let ending = await served.run(on: executor, responses)
      onExchange(served.summary(ending))
      switch ending {
      case .answered(_, keepsAlive: true): continue
      case .answered: return true
      case .broken(isReset: true):
        await value.channel.reset()
        return false
      case .broken, .abandoned: return false
      }
    }
  }

  private func reject(_ rejection: RequestRejection, with responses: Responses) async throws {
    let id = RequestID.next()
    try await responses.write(contentsOf: EncodedResponse(rejection, id).parts)
    onExchange(RequestSummary(rejection, id))
  }
}

extension RequestSummary {
  /// Creates the summary of a request that the server did not read to its end.
  init(_ rejection: RequestRejection, _ id: RequestID) {
    self.init(
      id: id, requestBytes: 0, ending: .answered(status: rejection.status.code), duration: .zero)
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
