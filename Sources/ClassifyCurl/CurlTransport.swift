// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
public import ClassifyHTTP

/// A transport that uses libcurl, which it opens at run time.
///
/// A transport has one thread and one set of connections for its lifetime: create one and share it.
/// The thread starts with the first request, and ends when the transport is released. A request in
/// flight retains the transport.
///
/// It speaks HTTP/1.1, does not follow redirects, store cookies, cache responses or answer
/// authentication challenges, and sends each request at most once. TLS is 1.2 or later. The
/// response's `Content-Encoding` is kept although its body is decoded. libcurl does not report that
/// a compressed body ends early, so the body is returned as far as it could be decoded.
/// ``ServiceClient`` rejects it, because a shortened JSON object or array is malformed.
///
/// libcurl reads the proxy from the environment: `http_proxy` (lower case only), `https_proxy` or
/// `HTTPS_PROXY`, `all_proxy` or `ALL_PROXY`, and the hosts without a proxy from `no_proxy` or
/// `NO_PROXY`.
public final class CurlTransport: HTTPTransport {
  private let queue: CommandQueue

  /// Creates a transport.
  ///
  /// - Parameter options: The limits, timeouts and certificate authorities.
  /// - Throws: ``SetupError`` if libcurl is missing or too old, or the certificate authorities
  ///   can't be read.
  public convenience init(options: Options = Options()) throws(SetupError) {
    let library = try Libcurl.opened.get()
    self.init(settings: WorkerSettings(options, library, try TrustStore(options)))
  }

  init(settings: WorkerSettings) {
    queue = CommandQueue(settings: settings)
  }

  deinit {
    queue.post(.stop)
  }

  /// Sends a request and returns the response with its complete body.
  ///
  /// - Throws: ``TransportError`` if no complete response is received.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await run(Exchange(request, onProgress: nil))
  }

  /// Sends a request, reports upload progress, and returns the response.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called with the number of body bytes sent so far, on the transport's thread:
  ///     all requests wait while it runs.
  /// - Returns: The response with its complete body.
  /// - Throws: ``TransportError`` if no complete response is received.
  public func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (_ bytesSent: Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await run(Exchange(request, onProgress: onProgress))
  }

  private func run(_ exchange: Exchange) async throws(TransportError) -> HTTPResponse {
    try exchange.request.validate()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if exchange.wait(with: continuation) { queue.post(.start(exchange)) }
      }
    } onCancel: {
      if exchange.cancel() { queue.post(.cancel(exchange)) }
    }
    return try outcome.get()
  }
}
#endif
