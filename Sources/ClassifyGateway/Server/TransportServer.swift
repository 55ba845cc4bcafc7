// SPDX-License-Identifier: Apache-2.0

#if Gateway
public import ClassifyHTTP
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import UnixSignals

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An HTTP/1.1 server for a ``RequestHandler`` or a transport.
///
/// ```swift
/// let server = TransportServer(sandbox, address: try ListenAddress("127.0.0.1:8484"))
/// try await server.runUntilSignal()
/// ```
///
/// A handler receives a request's path and query unchanged, and its header fields in their original
/// order and spelling, except hop-by-hop fields (RFC 9110 §7.6.1), `Host`, `Content-Length` and
/// `Expect`. Transfer codings are decoded. A body arrives while the handler reads it, and a response
/// can be sent before the request has ended: the connection is then closed after it.
///
/// A transport receives the same with the complete body.
///
/// ### Transport errors
///
/// | Error kind | Response to the client |
/// |---|---|
/// | `connectionLost` | none; the connection is reset |
/// | `cancelled` | none; the connection is closed |
/// | `timedOut` | 504; 503 if it is known that nothing was sent |
/// | `cannotConnect`, `insecureConnection`, `responseTooLarge` | 502 |
/// | `invalidRequest` | 400 |
///
/// A complete response whose `Content-Length` is larger than its body is truncated: it is sent as it
/// is, and then the connection is closed. Any other `Content-Length` is replaced by the size of the
/// body.
///
/// When a client closes its connection, the handler's task is cancelled. A client that closes
/// only its side still receives the responses to the requests it has sent, for up to
/// ``Limits/halfClosedTimeout``; see ``Limits/halfClosedProbeInterval`` for how the two are told
/// apart.
///
/// ### Limits
///
/// ``Limits`` bounds the memory, the connections and the time that clients can use. There is no limit
/// for each address: clients behind one proxy have the same one, and so do all local clients.
public struct TransportServer: Service {
  private let handler: any RequestHandler
  private let address: ListenAddress
  private let limits: Limits
  private let logger: Logger
  private let onStart: @Sendable (ListenAddress) async -> Void
  private let onExchange: @Sendable (RequestSummary) -> Void

  /// Creates a server, which starts to listen when it is run.
  ///
  /// - Parameters:
  ///   - transport: The transport that receives the requests; called concurrently.
  ///   - address: The address to listen on.
  ///   - limits: The size limits and timeouts for clients.
  ///   - logger: The logger for server events, not for requests; `nil` for none.
  ///   - onStart: Called when clients can connect, with the address and the actual port.
  ///   - onExchange: Called after each request, on any thread.
  public init(
    _ transport: any HTTPTransport, address: ListenAddress, limits: Limits = Limits(),
    logger: Logger? = nil,
    onStart: @escaping @Sendable (ListenAddress) async -> Void = { _ in },
    onExchange: @escaping @Sendable (RequestSummary) -> Void = { _ in }
  ) {
    self.init(
      handler: TransportHandler(transport: transport), address: address, limits: limits,
      logger: logger, onStart: onStart, onExchange: onExchange)
  }

  /// Creates a server for a request handler, which starts to listen when it is run.
  ///
  /// - Parameters:
  ///   - handler: The handler that answers the requests; called concurrently.
  ///   - address: The address to listen on.
  ///   - limits: The size limits and timeouts for clients.
  ///   - logger: The logger for server events, not for requests; `nil` for none.
  ///   - onStart: Called when clients can connect, with the address and the actual port.
  ///   - onExchange: Called after each request, on any thread.
  public init(
    handler: any RequestHandler, address: ListenAddress, limits: Limits = Limits(),
    logger: Logger? = nil,
    onStart: @escaping @Sendable (ListenAddress) async -> Void = { _ in },
    onExchange: @escaping @Sendable (RequestSummary) -> Void = { _ in }
  ) {
    self.handler = handler
    self.address = address
    self.limits = limits
    self.logger =
      logger ?? Logger(label: "classify-bridge", factory: { _ in SwiftLogNoOpLogHandler() })
    self.onStart = onStart
    self.onExchange = onExchange
  }

  /// Serves requests until a graceful shutdown or until the task is cancelled.
  ///
  /// A graceful shutdown stops accepting connections, closes idle ones, and gives requests in
  /// flight ``Limits/shutdownTimeout`` to finish. Cancellation closes every connection immediately.
  ///
  /// - Throws: ``TransportServerError`` if the server can't listen on its address.
  public func run() async throws {
    let server = server()
    try await withThrowingTaskGroup { group in
      group.addTask { try await listen(server) }
      group.addTask {
        do {
          try await gracefulShutdown()
          try await ContinuousClock().sleep(for: limits.shutdownTimeout)
        } catch is CancellationError {
          // The server has already ended.
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Serves requests until the process receives SIGTERM or SIGINT, then shuts down gracefully.
  ///
  /// - Throws: ``TransportServerError`` if the server can't listen on its address.
  public func runUntilSignal() async throws {
    let service = ServiceGroupConfiguration.ServiceConfiguration(
      service: self, successTerminationBehavior: .gracefullyShutdownGroup,
      failureTerminationBehavior: .cancelGroup)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }

  private func listen(_ server: Server<ServerConnection>) async throws {
    do {
      try await server.run()
    } catch {
      throw TransportServerError(address: address, cause: error)
    }
  }

  private func server() -> Server<ServerConnection> {
    let host = address.host
    let onStart = onStart
    let eventLoops = MultiThreadedEventLoopGroup.singleton
    let registry = ConnectionRegistry(
      maximum: limits.maximumConnections, eventLoop: eventLoops.any())
    return Server(
      childChannelSetup: ServerConnection(
        handler: handler, limits: limits, registry: registry, onExchange: onExchange),
      configuration: ServerConfiguration(
        address: .hostname(host, port: address.port), availableConnectionsDelegate: registry),
      onServerRunning: { channel in
        await onStart(ListenAddress(host: host, port: channel.localAddress?.port ?? 0))
      },
      eventLoopGroup: eventLoops, logger: logger)
  }
}

/// A summary of one handled request, for access logs and metrics.
///
/// It shows neither bodies nor header fields, other than the ID, nor the query: these can be secrets.
public struct RequestSummary: Sendable, Hashable {
  /// The outcome of an exchange.
  public enum Ending: Sendable, Hashable {
    /// A response with this status was sent; the client may not have received all of it yet.
    case answered(status: Int)
    /// The connection was closed without a complete response because the handler failed.
    case broken
    /// The client disconnected before the response was sent.
    case abandoned
  }

  /// The ID, which the response has if the server gave it itself.
  public var id: RequestID
  /// The method; `nil` if the request could not be parsed.
  public var method: String?
  /// The path and query; not public, since a query can have secrets.
  var target: String?
  /// The number of body bytes received until the response was sent.
  public var requestBytes: Int
  /// The outcome.
  public var ending: Ending
  /// The time from the end of the request's head until the response is handed to the connection.
  public var duration: Duration

  /// The path without the query; `nil` if the request could not be parsed.
  public var path: String? { target.map { String($0.prefix { $0 != "?" }) } }
}

/// An error of a server that can't listen on its address.
public struct TransportServerError: Error, Sendable, CustomStringConvertible {
  /// The address to listen on.
  public let address: ListenAddress
  /// A message with the cause and the fix.
  public let description: String

  init(address: ListenAddress, cause: any Error) {
    self.address = address
    let problem =
      switch (cause as? IOError)?.errnoCode {
      case EADDRINUSE:
        "the port is in use: stop the program that uses it, or choose another port; 0 takes a free "
          + "one"
      case EACCES:
        "ports below 1024 are reserved: choose a higher one"
      case EADDRNOTAVAIL:
        "this machine has no such address: 127.0.0.1 and [::1] are always available"
      default:
        cause is SocketAddressError.UnknownHost
          ? "the host is not known: check its spelling" : "\(cause)"
      }
    description = "can't listen on \(address): \(problem)"
  }
}
#endif
