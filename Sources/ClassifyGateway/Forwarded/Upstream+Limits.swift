// SPDX-License-Identifier: Apache-2.0

#if Gateway
extension Upstream {
  /// Limits of the connections to an upstream.
  ///
  /// The time of a whole exchange is limited by the server: ``TransportServer/Limits/requestTimeout``
  /// for an upload, ``TransportServer/Limits/handlingTimeout`` for the response's head, and
  /// ``TransportServer/Limits/streamTimeout`` for its body.
  public struct Limits: Sendable, Hashable {
    /// The maximum number of connections, at least 1; further requests wait for ``slotTimeout``.
    ///
    /// Default: 256.
    public var maximumConnections = 256
    /// The time that a request waits until one of ``maximumConnections`` is free.
    ///
    /// Default: 5 s. A request with a body waits only after the first part of that has arrived, so that
    /// clients that send nothing take no connection.
    public var slotTimeout = Duration.seconds(5)
    /// The timeout for establishing a connection.
    ///
    /// Default: 10 s.
    public var connectTimeout = Duration.seconds(10)
    /// The timeout without received or sent data in an exchange, at least 1 s; also for the
    /// response's head after the end of the request.
    ///
    /// Default: 600 s.
    public var idleTimeout = Duration.seconds(600)
    /// The time after which a connection without requests is closed.
    ///
    /// Default: 30 s. It should be less than the upstream's: a request that is sent while the upstream
    /// closes the connection is lost, and only one that reads can be repeated.
    public var keepAliveTimeout = Duration.seconds(30)

    /// Creates limits with default values.
    public init() {}
  }
}
#endif
