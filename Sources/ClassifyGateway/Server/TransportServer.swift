// SPDX-License-Identifier: Apache-2.0

#if Gateway
public import ClassifyHTTP
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import UnixSignals

/// A transport, served over HTTP/1.1: what clients send goes to it, and what it answers to them.
///
/// ```swift
/// let server = TransportServer(sandbox, address: try ListenAddress("127.0.0.1:8484"))
/// try await server.runUntilSignal()
/// ```
///
/// A request's path and query reach the transport byte for byte, and its header fields in their
/// order and spelling, without those that are about the connection (RFC 9110 §7.6.1), `Host`,
/// `Content-Length` and `Expect`. Bodies have no transfer coding any more.
///
/// ### What becomes of failures
///
/// | The transport throws | The client sees |
/// |---|---|
/// | `connectionLost` | a connection that is reset, without an answer |
/// | `cancelled` | a connection that is closed, without an answer |
/// | `timedOut` | 504 |
/// | `cannotConnect`, `insecureConnection`, `responseTooLarge` | 502 |
/// | `invalidRequest` | 400 |
///
/// A response whose `Content-Length` is larger than its body was cut short: so it is served, and
/// the connection is closed behind it. Any other `Content-Length` is replaced by the body's.
///
/// When a client closes its connection, be it only for sending, the transport's task is cancelled.
/// A client that sends further requests meanwhile is noticed to have left only when they are read.
public struct TransportServer: Service {
  private let transport: any HTTPTransport
  private let address: ListenAddress
  private let limits: Limits
  private let logger: Logger
  private let onStart: @Sendable (ListenAddress) async -> Void
  private let onExchange: @Sendable (ServedExchange) -> Void

  /// Makes a server, which listens when it is run.
  ///
  /// - Parameters:
  ///   - transport: What answers the requests, any number of them at once.
  ///   - address: Where to listen.
  ///   - limits: How much it takes from clients.
  ///   - logger: Where the server tells of itself, not of requests; nil for nowhere.
  ///   - onStart: Called when clients can connect, with the address and the port that was chosen.
  ///   - onExchange: Called behind each request, on any thread.
  public init(
    _ transport: any HTTPTransport, address: ListenAddress, limits: Limits = Limits(),
    logger: Logger? = nil,
    onStart: @escaping @Sendable (ListenAddress) async -> Void = { _ in },
    onExchange: @escaping @Sendable (ServedExchange) -> Void = { _ in }
  ) {
    self.transport = transport
    self.address = address
    self.limits = limits
    self.logger =
      logger ?? Logger(label: "classify-bridge", factory: { _ in SwiftLogNoOpLogHandler() })
    self.onStart = onStart
    self.onExchange = onExchange
  }

  /// Serves until it is shut down gracefully or its task is cancelled.
  ///
  /// At a graceful shutdown no connection is accepted any more, idle ones are closed, and requests
  /// have ``Limits/shutdownTime`` to end. A cancelled task closes every connection at once.
  ///
  /// - Throws: ``TransportServerError`` if it can't listen on its address.
  public func run() async throws {
    let server = server()
    try await withThrowingTaskGroup { group in
      group.addTask { try await listen(server) }
      group.addTask {
        do {
          try await gracefulShutdown()
          try await ContinuousClock().sleep(for: limits.shutdownTime)
        } catch is CancellationError {
          // The server has come to its end by itself.
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Serves until the process gets SIGTERM or SIGINT, and then shuts down gracefully.
  ///
  /// - Throws: ``TransportServerError`` if it can't listen on its address.
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
    return Server(
      childChannelSetup: ServerConnection(
        transport: transport, limits: limits, onExchange: onExchange),
      configuration: ServerConfiguration(
        address: .hostname(host, port: address.port),
        availableConnectionsDelegate: MaximumAvailableConnections(
          limits.connections, logger: logger)),
      onServerRunning: { channel in
        await onStart(ListenAddress(host: host, port: channel.localAddress?.port ?? 0))
      },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
  }
}
#endif
