// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A transport that uses Foundation's URL loading system.
///
/// One transport holds its sessions for its whole life, and uses their connections again: make one
/// and share it. It follows no redirect, keeps no cookie and no cache, answers no request for
/// credentials, and holds no more of an answer in memory than ``Options`` allow.
///
/// When the transport is released its sessions are invalidated; a request in flight holds on to the
/// transport, so none is lost by that.
///
/// ### On Linux
/// - Certificates are checked against the system's bundle only: a server behind a private authority
///   needs another ``HTTPTransport``.
/// - A request other than `GET` gets a connection of its own. On a used one, libcurl sends a request
///   again unasked when the server closes without an answer, and then waits for ever, as
///   Foundation does not give it the body a second time.
/// - Foundation 6.3 stops the process when a server closes the connection in the middle of the
///   header fields. Where the server is not to be trusted that far, use another ``HTTPTransport``.
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

  /// For requests that may be sent again unasked.
  private let reusing: Channel
  /// For requests that may not.
  private let single: Channel

  /// Makes a transport.
  public init(options: Options = Options()) {
    reusing = Channel(options)
    #if canImport(FoundationNetworking)
    single = Channel(options)
    #else
    single = reusing
    #endif
  }

  deinit {
    reusing.close()
    single.close()
  }

  /// Sends a request and returns the response with its whole body.
  ///
  /// - Throws: ``TransportError`` if there is no complete response; its message is Foundation's.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var foundationRequest = try URLRequest(request)
    guard request.method != .get else { return try await reusing.send(foundationRequest) }
    #if canImport(FoundationNetworking)
    foundationRequest.setValue("close", forHTTPHeaderField: "Connection")
    #endif
    return try await single.send(foundationRequest)
  }
}
