// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A transport that uses Foundation's `URLSession`.
///
/// A transport has one session for its lifetime and reuses its connections: create one and share
/// it. It does not follow redirects, store cookies, cache responses or answer authentication
/// challenges, and it limits the size of a response body.
///
/// The session is invalidated when the transport is released. A request in flight retains the
/// transport.
///
/// ### On Linux
/// This transport is the fallback if libcurl can't be opened: `CurlTransport` has none of these
/// limits.
/// - Foundation 6.3 terminates the process if a response has a chunked trailer, or if the server
///   closes the connection within the header fields.
/// - Endless header fields or trailers can delay cancellation, and so every timeout.
/// - A waiting request uses the CPU.
/// - Foundation's libcurl changes the handler of `SIGPIPE` during its calls, and requests of several
///   threads can restore the default too early: a write to a closed connection then terminates the
///   process without a message. Ignore the signal at the start: `signal(SIGPIPE, SIG_IGN)`.
/// - Certificates are verified against the system's CA bundle only.
/// - A request without a body can be sent twice: if the server closes a reused connection without a
///   response, libcurl resends the request. A request with a body is not resent.
public final class URLSessionTransport: HTTPTransport {
  /// The limits of a transport.
  public struct Options: Sendable, Hashable {
    /// The maximum size of a response body in bytes, after decompression.
    public var maximumResponseBytes: Int = 64 * 1024 * 1024
    /// The maximum number of concurrent connections per host, at least 1; further requests wait.
    public var maximumConnectionsPerHost: Int = 8
    /// The time without received data after which a request times out, clamped to 1 second through
    /// 100 years.
    ///
    /// This is a fallback for the timeouts of ``ServiceClient``, which cover the whole call.
    public var idleTimeout: Duration = .seconds(300)

    /// Creates options with default limits.
    public init() {}
  }

  private let session: URLSession
  let delegate: SessionDelegate

  /// Creates a transport and its session.
  public init(options: Options = Options()) {
    delegate = SessionDelegate(maximumResponseBytes: options.maximumResponseBytes)
    session = URLSession(
      configuration: .stateless(options), delegate: delegate, delegateQueue: nil)
  }

  deinit {
    session.finishTasksAndInvalidate()
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
  ///   - onProgress: Called on the session's queue with the number of body bytes sent so far.
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
    let task = session.dataTask(with: try URLRequest(request))
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        delegate.start(task, Exchange(continuation: continuation, onProgress: onProgress))
      }
    } onCancel: {
      delegate.cancel(task)
    }
    // The cancellation handler can't run any more.
    delegate.discardCancellation(of: task)
    return try outcome.get()
  }
}

extension URLSessionConfiguration {
  /// 100 years in seconds, which Foundation can convert to an integer of milliseconds.
  private static let longestIdleTime = 100.0 * 365 * 86_400

  /// Returns a configuration without cookies, cache and credentials; only connections are reused.
  static func stateless(_ options: URLSessionTransport.Options) -> URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.urlCredentialStorage = nil
    configuration.httpMaximumConnectionsPerHost = max(1, options.maximumConnectionsPerHost)
    configuration.timeoutIntervalForRequest = min(
      max(1, options.idleTimeout / .seconds(1)), longestIdleTime)
    return configuration
  }
}
