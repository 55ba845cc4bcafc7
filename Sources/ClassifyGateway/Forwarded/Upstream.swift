// SPDX-License-Identifier: Apache-2.0

#if Gateway
public import AsyncHTTPClient
import ClassifyAsyncHTTP
public import ClassifyHTTP
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends requests on to another server, streamed both ways.
///
/// The path and query, the header fields and the body are sent unchanged, except `Host` and what
/// belongs to a connection (RFC 9110 §7.6.1). The response is returned likewise: redirects are not
/// followed, and bodies are not decompressed. The upstream's connections speak HTTP/1.1.
///
/// A response is returned when its head is received, or with its body if that is small. A request
/// without a body whose method only reads is sent once more if its connection is lost before that.
public final class Upstream: Sendable {
  /// The methods of requests that can be sent twice if they have no body.
  private static let repeatableMethods: Set<ClassifyHTTP.HTTPMethod> = [.get, .head]
  /// The methods for which a request is prepared.
  private static let usualMethods: [NIOHTTP1.HTTPMethod] = [
    .GET, .HEAD, .POST, .PUT, .PATCH, .DELETE, .OPTIONS,
  ]

  private let baseURL: BaseURL
  private let client: HTTPClient
  private let slots: HostSlots
  private let slotTimeout: Duration
  /// Requests without fields and body by method, so that the URL is not parsed for each request.
  private let templates: [String: HTTPClient.Request]

  /// Creates an upstream with connections of its own.
  ///
  /// - Parameters:
  ///   - baseURL: The upstream's URL; its path prefix is put before the path of every request.
  ///   - limits: The limits of the connections.
  ///   - configuration: The client's configuration, for instance with a certificate authority in its
  ///     `tlsConfiguration`. What the limits and the unchanged forwarding require is set here.
  /// - Throws: `TransportError` of the kind `invalidRequest` if async-http-client can't use the URL.
  public init(
    baseURL: BaseURL, limits: Limits = Limits(),
    configuration: HTTPClient.Configuration = HTTPClient.Configuration()
  ) throws(TransportError) {
    self.baseURL = baseURL
    templates = Dictionary(
      uniqueKeysWithValues: try Self.usualMethods.map { method throws(TransportError) in
        (method.rawValue, try Self.template(method, baseURL))
      })
    slots = HostSlots(limit: limits.maximumConnections)
    slotTimeout = limits.slotTimeout
    // The same event loops as the server's, so that an exchange can stay on one thread; connections
    // are shared by all of them, so often it needs two.
    client = HTTPClient(
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      configuration: configuration.forwarding(within: limits))
  }

  deinit {
    // A client that is released without being shut down stops the process in debug builds.
    client.shutdown { _ in }
  }

  /// Closes the connections, and waits until they are closed; requests in flight and later ones fail.
  public func shutdown() async {
    // The only error is that it has been shut down.
    try? await client.shutdown()
  }

  /// Sends a request, and returns the response when its head has been received.
  ///
  /// If the task is cancelled, or the body of the response is not read to its end, the upstream's
  /// connection is closed.
  ///
  /// - Throws: `TransportError` if the request can't be sent, or if no response is received; it is
  ///   `timedOut` and `notSent` if no connection was free in time. If the body of the response is cut
  ///   off, its iteration throws.
  public func forward(
    _ request: IncomingRequest
  ) async throws(TransportError) -> OutgoingResponse {
    let isRepeatable = Self.repeatableMethods.contains(request.method) && !request.body.isPresent
    do throws(TransportError) {
      return try await send(request)
    } catch {
      guard isRepeatable, error.kind == .connectionLost else { throw error }
      return try await send(request)
    }
  }

  private func send(_ request: IncomingRequest) async throws(TransportError) -> OutgoingResponse {
    let converted = try converted(request)
    let host = baseURL.authority
    await request.body.waitForBeginning()
    try await takeSlot(host)
    let exchange = ForwardedExchange(
      method: converted.method, body: request.body,
      eventLoop: MultiThreadedEventLoopGroup.singleton.any())
    return try await exchange.run(converted, on: client) { [slots] in slots.release(host) }
  }

  private func takeSlot(_ host: String) async throws(TransportError) {
    guard !slots.takeIfFree(host) else { return }
    let isTaken = await withTaskGroup(of: Bool.self) { [slots, slotTimeout] group in
      group.addTask { await slots.take(host) }
      group.addTask {
        try? await ContinuousClock().sleep(for: slotTimeout)
        return false
      }
      var isTaken = false
      for await isTakenNow in group {
        isTaken = isTaken || isTakenNow
        group.cancelAll()
      }
      return isTaken
    }
    guard !isTaken else { return }
    guard !Task.isCancelled else {
      throw TransportError(
        kind: .cancelled, delivery: .notSent, message: "the task was cancelled")
    }
    throw TransportError(
      kind: .timedOut, delivery: .notSent, message: "no connection became free")
  }

  // MARK: - Conversion

  private func converted(
    _ request: IncomingRequest
  ) throws(TransportError) -> HTTPClient.Request {
    let method = NIOHTTP1.HTTPMethod(rawValue: request.method.rawValue)
    guard method != .CONNECT, method != .TRACE || !request.body.isPresent else {
      throw .unsendable("\(method) can't be forwarded")
    }
    guard baseURL.pathPrefix.isEmpty || !TargetPath.hasDotSegments(request.target) else {
      throw .unsendable("the path leaves the path of the upstream")
    }
    var converted =
      if let template = templates[method.rawValue] {
        template
      } else {
        try Self.template(method, baseURL)
      }
    converted.headers = UpstreamConnectionHandler.headers(
      target: baseURL.pathPrefix + request.target, authority: baseURL.authority,
      fields: request.fields)
    return converted
  }

  private static func template(
    _ method: NIOHTTP1.HTTPMethod, _ baseURL: BaseURL
  ) throws(TransportError) -> HTTPClient.Request {
    do {
      return try HTTPClient.Request(
        url: "\(baseURL.scheme.rawValue)://\(baseURL.authority)/", method: method)
    } catch {
      throw .unsendable("\(error)")
    }
  }
}

extension TransportError {
  static func unsendable(_ message: String) -> TransportError {
    TransportError(kind: .invalidRequest, delivery: .notSent, message: message)
  }
}

extension HTTPClient.Configuration {
  /// Returns the configuration with what unchanged forwarding and the limits require.
  fileprivate func forwarding(within limits: Upstream.Limits) -> Self {
    let idleTimeout = TimeAmount(max(.seconds(1), limits.idleTimeout))
    var forwarding = self
    // Over HTTP/2, neither the target nor the status could be checked.
    forwarding.httpVersion = .http1Only
    forwarding.redirectConfiguration = .disallow
    forwarding.decompression = .disabled
    forwarding.timeout = Timeout(
      connect: TimeAmount(limits.connectTimeout), read: idleTimeout, write: idleTimeout)
    forwarding.connectionPool.idleTimeout = TimeAmount(limits.keepAliveTimeout)
    forwarding.connectionPool.retryConnectionEstablishment = false
    forwarding.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
      max(1, limits.maximumConnections)
    let initialize = http1_1ConnectionDebugInitializer
    forwarding.http1_1ConnectionDebugInitializer = { channel in
      UpstreamConnectionHandler.add(to: channel).flatMap {
        initialize?(channel) ?? channel.eventLoop.makeSucceededVoidFuture()
      }
    }
    return forwarding
  }
}
#endif
