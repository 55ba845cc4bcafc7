// SPDX-License-Identifier: Apache-2.0

#if Gateway
import AsyncHTTPClient
import ClassifyHTTP
import NIOCore
import NIOHTTP1

/// A handler of a connection to the upstream, between async-http-client and the HTTP encoder.
///
/// - It sends the target of a request exactly as it was received: async-http-client takes a parsed
///   URL, which could be written differently.
/// - It refuses statuses below 100, since async-http-client 1.37 stops the process at their body.
/// - It reports the end of a response that comes before the end of its request, with an empty body
///   part: async-http-client waits for the end of the request.
final class UpstreamConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  private var isRequestComplete = true
  private var hasRefused = false

  /// Returns the fields of a request as async-http-client must receive them.
  static func headers(target: String, authority: String, fields: HTTPFields) -> HTTPHeaders {
    var headers = HTTPHeaders()
    // With room for the framing field.
    headers.reserveCapacity(fields.count + 3)
    headers.add(name: "Target", value: target)
    headers.add(name: "Host", value: authority)
    for field in fields { headers.add(name: field.name.rawValue, value: field.value) }
    return headers
  }

  /// The number of fields in front that are not sent.
  private static let prefix = 1

  /// Adds the handlers that every connection to the upstream needs.
  @Sendable static func add(to channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandler(UpstreamConnectionHandler(), position: .after(decoder))
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      isRequestComplete = false
      if let target = head.headers.first {
        head.uri = target.value
        head.headers = HTTPHeaders(Array(head.headers.dropFirst(Self.prefix)))
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      isRequestComplete = true
      context.write(data, promise: promise)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasRefused else { return }
    switch unwrapInboundIn(data) {
    case .head(let head) where head.status.code < 100:
      hasRefused = true
      context.fireErrorCaught(HTTPParserError.invalidStatus)
      return context.close(promise: nil)
    case .end where !isRequestComplete:
      context.fireChannelRead(wrapInboundOut(.body(ByteBuffer())))
    case .head, .body, .end: break
    }
    context.fireChannelRead(data)
  }
}
#endif
