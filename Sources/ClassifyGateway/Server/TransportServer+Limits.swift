// SPDX-License-Identifier: Apache-2.0

#if Gateway
extension TransportServer {
  /// Size limits and timeouts for clients.
  ///
  /// Every state of a connection has a timeout that activity can't extend without bound:
  ///
  /// | State | Ends after | Then |
  /// |---|---|---|
  /// | Waiting for the first byte of a request | ``idleTimeout`` | closed |
  /// | Receiving a head | ``headTimeout`` | closed |
  /// | Receiving a body | ``requestTimeout``; ``idleTimeout`` without data, or below ``minimumBodyRate`` | 408 |
  /// | Waiting for the handler to read a body | ``requestTimeout`` | 504 |
  /// | Waiting for the handler's response | ``handlingTimeout`` | 504 |
  /// | Sending a response | ``streamTimeout``; ``responseTimeout`` without a new part of it | closed |
  /// | Closed by the server, not yet by the client | ``lingerTimeout``, ``maximumLingerBytes`` | closed |
  /// | Closed by the client, which waits for responses | ``halfClosedTimeout`` | closed |
  public struct Limits: Sendable, Hashable {
    /// The maximum size of a request body that the handler holds in memory, in bytes; larger ones
    /// are rejected with 413.
    ///
    /// Default: 64 MiB.
    public var maximumBodyBytes = 64 << 20
    /// The maximum size of a request body that the handler reads in parts, in bytes; larger ones are
    /// rejected with 413.
    ///
    /// Default: no maximum; whatever its size, such a body needs less than 100 KiB of memory.
    public var maximumStreamedBodyBytes = Int.max
    /// The maximum size of the bodies of all requests that have no response yet, in bytes; a body
    /// that exceeds it is rejected with 503 and `Retry-After`.
    ///
    /// Default: 256 MiB.
    ///
    /// Only bodies that the handler holds in memory are counted, without the first 64 KiB of each
    /// connection, so that large uploads can't block small requests. When a body is rejected, the
    /// connections of those that are too slow (``slowBodyTimeout``) are closed, with a 408 if the
    /// client can still read it, so that a retry succeeds.
    public var maximumPendingBodyBytes = 256 << 20
    /// The maximum total size of a request's target and header fields in bytes; more are rejected
    /// with 431.
    ///
    /// Default: 64 KiB.
    public var maximumHeaderBytes = 64 << 10
    /// The maximum number of header and trailer fields of a request; more are rejected with 431.
    ///
    /// Default: 200.
    public var maximumHeaderFields = 200
    /// The maximum number of connections that are served concurrently.
    ///
    /// Default: 1,000.
    ///
    /// A new client takes the place of the connection that has been idle longest, for at least 1 s:
    /// it has waited for a request, for the end of a head or for its client to close it, or its body
    /// is too slow (``slowBodyTimeout``). If there is none, new clients wait.
    public var maximumConnections = 1_000
    /// The maximum number of requests on one connection that have no response yet; more are
    /// rejected with 429.
    ///
    /// Default: 512.
    public var maximumPipelinedRequests = 512
    /// The maximum number of bytes to read from a client after the server has closed the
    /// connection's output.
    ///
    /// Default: 64 MiB.
    public var maximumLingerBytes = 64 << 20
    /// The minimum rate of a request body in bytes per second.
    ///
    /// Default: 1,024.
    ///
    /// A body that is ``idleTimeout`` behind this rate is rejected with 408. A faster beginning does
    /// not count.
    public var minimumBodyRate = 1_024
    /// The time that a request body can be behind ``minimumBodyRate`` before its connection counts
    /// as idle: it is then closed, with a 408 if the client can still read it, when a new client or a
    /// larger body needs its place.
    ///
    /// Default: 5 s.
    public var slowBodyTimeout = Duration.seconds(5)
    /// The timeout for the first byte of a request, and for a body that stops.
    ///
    /// Default: 60 s.
    public var idleTimeout = Duration.seconds(60)
    /// The timeout for receiving a request head, from its first byte.
    ///
    /// Default: 30 s.
    public var headTimeout = Duration.seconds(30)
    /// The timeout for receiving a request body, from the end of the head.
    ///
    /// Default: 600 s.
    public var requestTimeout = Duration.seconds(600)
    /// The timeout for the handler's response after the end of the request; its task is then
    /// cancelled.
    ///
    /// Default: 600 s.
    public var handlingTimeout = Duration.seconds(600)
    /// The timeout for sending a response, from its beginning or from the last part of it.
    ///
    /// Default: 120 s.
    public var responseTimeout = Duration.seconds(120)
    /// The timeout for sending all parts of a response.
    ///
    /// Default: 3,600 s.
    public var streamTimeout = Duration.seconds(3_600)
    /// The total time a client has to close its side after the server has closed the connection's
    /// output.
    ///
    /// Default: 5 s.
    public var lingerTimeout = Duration.seconds(5)
    /// The total time for all responses to a client that has closed its side; then the connection is
    /// closed.
    ///
    /// Default: 900 s; it should be more than ``handlingTimeout``.
    public var halfClosedTimeout = Duration.seconds(900)
    /// The interval at which a client that has closed its side while it waits for a response is
    /// sent `102 Processing`.
    ///
    /// Default: 5 s.
    ///
    /// Only writing shows whether the client has closed one direction or the whole connection.
    /// HTTP/1.0 clients don't know such responses and are not sent any.
    public var halfClosedProbeInterval = Duration.seconds(5)
    /// The time that requests in flight have to finish during a graceful shutdown.
    ///
    /// Default: 10 s.
    public var shutdownTimeout = Duration.seconds(10)

    /// Creates limits with default values.
    public init() {}
  }
}
#endif
