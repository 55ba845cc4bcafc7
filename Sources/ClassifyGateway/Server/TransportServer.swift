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

/// An HTTP/1.1 server that forwards requests to a transport and returns its responses.
///
/// ```swift
/// let server = TransportServer(sandbox, address: try ListenAddress("127.0.0.1:8484"))
/// try await server.runUntilSignal()
/// ```
///
/// The transport receives a request's path and query unchanged, and its header fields in their
/// original order and spelling, except hop-by-hop fields (RFC 9110 §7.6.1), `Host`,
/// `Content-Length` and `Expect`. Transfer codings are decoded.
///
/// ### Transport errors
///
/// | Error kind | Response to the client |
/// |---|---|
/// | `connectionLost` | none; the connection is reset |
/// | `cancelled` | none; the connection is closed |
/// | `timedOut` | 504 |
/// | `cannotConnect`, `insecureConnection`, `responseTooLarge` | 502 |
/// | `invalidRequest` | 400 |
///
/// A response whose `Content-Length` is larger than its body is truncated: it is sent as it is, and
/// then the connection is closed. Any other `Content-Length` is replaced by the size of the body.
///
/// When a client closes its connection, the transport's task is cancelled. A client that closes
/// only its side still receives the responses to the requests it has sent, for up to
/// ``Limits/halfClosedTimeout``; see ``Limits/halfClosedProbeInterval`` for how the two are told
/// apart.
///
/// ### Limits
///
/// ``Limits`` bounds the memory, the connections and the time that clients can use. There is no limit
/// for each address: clients behind one proxy have the same one, and so do all local clients.
public struct TransportServer: Service {
  private let transport: any HTTPTransport
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
    self.transport = transport
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
        transport: transport, limits: limits, registry: registry, onExchange: onExchange),
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
/// It omits bodies, header fields and the query, so it can't contain secrets.
public struct RequestSummary: Sendable, Hashable {
  /// The outcome of an exchange.
  public enum Ending: Sendable, Hashable {
    /// A response with this status was sent; the client may not have received all of it yet.
    case answered(status: Int)
    /// The connection was closed without a response because the transport failed.
    case broken
    /// The client disconnected before a response was sent.
    case abandoned
  }

  /// The method; `nil` if the request could not be parsed.
  public var method: String?
  /// The path without the query; `nil` if the request could not be parsed.
  public var path: String?
  /// The size of the request body in bytes.
  public var requestBytes: Int
  /// The outcome.
  public var ending: Ending
  /// The time from the end of the request until the response is handed to the connection.
  public var duration: Duration
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
