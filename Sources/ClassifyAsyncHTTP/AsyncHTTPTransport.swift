// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
public import AsyncHTTPClient
public import ClassifyHTTP
import NIOCore
import NIOHTTPCompression

/// A transport that uses async-http-client, for programs that have it already.
///
/// A transport reuses connections: create one and share it. It does not follow redirects, store
/// cookies or cache responses, and it limits the size of a response.
///
/// It either owns an `HTTPClient`, or uses the caller's:
/// - ``init(options:configuration:)`` creates a client with the caller's TLS configuration, proxy and
///   so on, and with the limits of the options. Call ``shutdown()`` to wait until its connections
///   are closed; if you don't, they are closed after the transport is released.
/// - ``init(client:options:)`` shares a client, and never shuts it down. See there for what depends
///   on the client's configuration.
public final class AsyncHTTPTransport: HTTPTransport {
  /// The limits of a transport.
  public struct Options: Sendable, Hashable {
    /// The maximum size of a response body in bytes, after decompression.
    public var maximumResponseBytes: Int = 64 * 1024 * 1024
    /// The maximum size of a response's header fields in bytes.
    ///
    /// async-http-client has limits of its own: 256 fields, 80 KB each and 2 MB together, trailers
    /// included.
    public var maximumHeaderBytes: Int = 256 * 1024
    /// The maximum number of requests in flight per host, at least 1; further requests wait.
    public var maximumConnectionsPerHost: Int = 8
    /// The time without received or sent data after which a request times out, at least 1 second.
    ///
    /// This is a fallback for the timeouts of ``ServiceClient``, which cover the whole call. It
    /// doesn't apply to the caller's client.
    public var idleTimeout: Duration = .seconds(300)

    /// Creates options with default limits.
    public init() {}
  }

  private let client: HTTPClient
  private let isOwned: Bool
  private let options: Options
  private let slots: HostSlots

  /// Creates a transport with a client of its own.
  ///
  /// The client runs on one event loop of async-http-client's default group.
  ///
  /// - Parameters:
  ///   - options: The limits.
  ///   - configuration: The client's configuration, for instance with a certificate authority in
  ///     its `tlsConfiguration`. Redirects, decompression, retries of connections and the number of
  ///     connections are set by the transport, as are timeouts that are `nil`.
  public init(
    options: Options = Options(),
    configuration: HTTPClient.Configuration = HTTPClient.Configuration()
  ) {
    // On one event loop, a request that was cancelled is known to be sent or not.
    client = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup.next(),
      configuration: configuration.limited(by: options))
    isOwned = true
    self.options = options
    slots = HostSlots(limit: options.maximumConnectionsPerHost)
  }

  /// Creates a transport that shares the caller's client.
  ///
  /// The transport follows no redirect even if the client would, but then returns redirects without
  /// their body. Compressed bodies are read only if the client decompresses them, and a refused
  /// connection is reported at once only if the client doesn't retry it. async-http-client 1.37
  /// stops the process if a server responds with a status below 100, or over HTTP/2 with an empty
  /// or negative one. A transport with a client of its own rejects such a response, and speaks
  /// HTTP/1.1 only.
  ///
  /// - Parameters:
  ///   - client: The client, which the caller shuts down after the last request.
  ///   - options: The limits of this transport's responses and requests in flight.
  public init(client: HTTPClient, options: Options = Options()) {
    self.client = client
    isOwned = false
    self.options = options
    slots = HostSlots(limit: options.maximumConnectionsPerHost)
  }

  deinit {
    // A client that is released without being shut down stops the process in debug builds. It
    // retains itself until it is shut down.
    if isOwned { client.shutdown { _ in } }
  }

  /// Closes the connections of the transport's own client, and waits until they are closed.
  ///
  /// Requests in flight fail, as do later ones. The caller's client is left as it is. Further calls
  /// have no effect.
  public func shutdown() async {
    // The only error is that it has been shut down.
    if isOwned { try? await client.shutdown() }
  }

  /// Sends a request and returns the response with its complete body.
  ///
  /// - Throws: ``TransportError`` if no complete response is received.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await exchange(request, onProgress: nil)
  }

  /// Sends a request, reports upload progress, and returns the response.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called on an event loop with the number of body bytes sent so far; must not
  ///     block.
  /// - Returns: The response with its complete body.
  /// - Throws: ``TransportError`` if no complete response is received.
  public func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (_ bytesSent: Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await exchange(request, onProgress: onProgress)
  }

  private func exchange(
    _ request: HTTPRequest, onProgress: (@Sendable (Int) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    let converted = try HTTPClient.Request(request)
    let host = "\(request.scheme)://\(request.authority)"
    guard await slots.take(host) else { throw .cancelled(delivery: .notSent) }
    defer { slots.release(host) }
    guard !Task.isCancelled else { throw .cancelled(delivery: .notSent) }

    let collector = ResponseCollector(
      options: options, acceptsRedirects: isOwned, onProgress: onProgress)
    let task = client.execute(request: converted, delegate: collector)
    do {
      return try await withTaskCancellationHandler {
        try await task.futureResult.get()
      } onCancel: {
        task.cancel()
      }
    } catch is RefusedRedirect {
      return collector.response
    } catch {
      throw TransportError(
        error, isHeadSent: collector.isHeadSent, isCancelled: Task.isCancelled, isExact: isOwned)
    }
  }
}

extension HTTPClient.Configuration {
  /// Returns the configuration with what the contract of ``HTTPTransport`` and the options require.
  fileprivate func limited(by options: AsyncHTTPTransport.Options) -> Self {
    let idleTimeout = TimeAmount(max(.seconds(1), options.idleTimeout))
    var limited = self
    // Over HTTP/2, neither the status nor the number of requests on a connection can be checked.
    limited.httpVersion = .http1Only
    limited.redirectConfiguration = .disallow
    limited.decompression = .enabled(limit: .size(options.maximumResponseBytes))
    limited.connectionPool.retryConnectionEstablishment = false
    limited.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
      max(1, options.maximumConnectionsPerHost)
    let initialize = http1_1ConnectionDebugInitializer
    limited.http1_1ConnectionDebugInitializer = { channel in
      StatusGuard.add(to: channel).flatMap {
        initialize?(channel) ?? channel.eventLoop.makeSucceededVoidFuture()
      }
    }
    limited.timeout.read = timeout.read ?? idleTimeout
    limited.timeout.write = timeout.write ?? idleTimeout
    return limited
  }
}
#endif
