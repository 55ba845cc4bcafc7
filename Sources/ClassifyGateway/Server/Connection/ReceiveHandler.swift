// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore

/// A channel handler in front of the HTTP parser.
///
/// It holds the connection until it is admitted, counts the received bytes, and discards them once
/// no further request is handled. It closes the output only after all of it has been sent.
final class ReceiveHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  private let connection: ConnectionHandler
  private var isAdmitted = false
  private var hasPendingRead = false

  /// - Parameter connection: The handler behind the HTTP parser of the same channel.
  init(_ connection: ConnectionHandler) {
    self.connection = connection
  }

  // MARK: - Inbound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data).readableBytes
    if connection.receive(bytes: bytes) { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    // Nothing behind the parser asks for input any more.
    if connection.isLingering { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ConnectionRegistry.Event.admitted:
      isAdmitted = true
      if hasPendingRead { context.read() }
    case ChannelEvent.outputClosed:
      context.read()
    default: break
    }
    context.fireUserInboundEventTriggered(event)
  }

  // MARK: - Outbound

  func read(context: ChannelHandlerContext) {
    if isAdmitted {
      context.read()
    } else {
      hasPendingRead = true
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    // If the client has closed its side, the channel would close at once and drop what is not sent.
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer()))).whenComplete { _ in
      bound.value.close(mode: .output, promise: promise)
    }
  }
}
#endif
