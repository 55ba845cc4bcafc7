// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A transport that uses Foundation's URL loading system.
///
/// One transport holds one session for its whole life, and uses its connections again: make one and
/// share it. It follows no redirect, keeps no cookie and no cache, answers no request for a
/// password, and holds no more of an answer in memory than ``Options`` allow.
///
/// When the transport is released its session is invalidated; a request in flight holds on to the
/// transport, so none is lost by that.
///
/// ### On Linux
/// - Certificates are checked against the system's bundle only: a server behind a private authority
///   needs another ``HTTPTransport``.
/// - A request without a body may be sent twice: on a connection used before, libcurl sends it again
///   unasked when the server closes without an answer. A request with a body is not.
/// - Foundation 6.3 stops the process when a server closes the connection in the middle of the
///   header fields. Where a server is not to be trusted that far, use another ``HTTPTransport``.
public final class URLSessionTransport: HTTPTransport {
  /// What a transport is made with.
  public struct Options: Sendable, Hashable {
    /// The largest body that a response may have, in bytes, after decompression.
    public var maximumResponseBytes: Int = 64 * 1024 * 1024
    /// How many connections one host gets at the same time; further requests wait.
    public var maximumConnectionsPerHost: Int = 8
    /// How long nothing at all may arrive before the transport gives up by itself.
    ///
    /// It is a net below the time limits of ``ServiceClient``, which cover the whole of a call.
    public var idleTimeout: Duration = .seconds(300)

    /// Makes the default options.
    public init() {}
  }

  private let session: URLSession
  let exchanges: ExchangeTable

  /// Makes a transport.
  public init(options: Options = Options()) {
    exchanges = ExchangeTable(maximumResponseBytes: options.maximumResponseBytes)
    session = URLSession(
      configuration: .withoutMemory(options), delegate: exchanges, delegateQueue: nil)
  }

  deinit {
    session.finishTasksAndInvalidate()
  }

  /// Sends a request and returns the response with its whole body.
  ///
  /// - Throws: ``TransportError`` if there is no complete response; its message is Foundation's.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await exchange(request, onProgress: nil)
  }

  /// Sends a request, tells how much of its body has left, and returns the response.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called on a thread of the session, with the number of bytes so far.
  /// - Returns: The response with its whole body.
  /// - Throws: ``TransportError`` if there is no complete response; its message is Foundation's.
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
        exchanges.begin(task, Exchange(continuation: continuation, onProgress: onProgress))
      }
    } onCancel: {
      exchanges.cancel(task)
    }
    // From here on nobody cancels the task.
    exchanges.forget(task)
    return try outcome.get()
  }
}
