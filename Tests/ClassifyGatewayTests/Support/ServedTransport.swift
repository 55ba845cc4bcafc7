// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Logging
import ServiceLifecycle
import Synchronization

/// A server that runs while a test does.
struct ServedTransport: Sendable {
  let address: ListenAddress
  private let group: ServiceGroup
  private let log: ExchangeLog

  var port: Int { address.port }
  /// What the server was done with, in that order.
  var exchanges: [ServedExchange] { log.exchanges.withLock { $0 } }

  /// Runs `body` with a server on a free port, and shuts it down.
  static func run<Value: Sendable>(
    _ transport: any HTTPTransport, limits: TransportServer.Limits = .init(),
    _ body: @Sendable @escaping (ServedTransport) async throws -> Value
  ) async throws -> Value {
    let log = ExchangeLog()
    let (addresses, continuation) = AsyncStream.makeStream(of: ListenAddress.self)
    let server = TransportServer(
      transport, address: try ListenAddress("127.0.0.1:0"), limits: limits,
      onStart: { continuation.yield($0) },
      onExchange: { exchange in log.exchanges.withLock { $0.append(exchange) } })
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          ServiceGroupConfiguration.ServiceConfiguration(
            service: server, successTerminationBehavior: .gracefullyShutdownGroup)
        ], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })))
    return try await withThrowingTaskGroup { tasks in
      tasks.addTask {
        defer { continuation.finish() }
        try await group.run()
      }
      defer { tasks.cancelAll() }
      guard let address = await addresses.first(where: { _ in true }) else {
        try await tasks.waitForAll()
        throw CancellationError()
      }
      let value = try await body(ServedTransport(address: address, group: group, log: log))
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return value
    }
  }

  /// Tells the server to shut down gracefully, and does not wait for it.
  func beginShutdown() async {
    await group.triggerGracefulShutdown()
  }
}

private final class ExchangeLog: Sendable {
  let exchanges = Mutex<[ServedExchange]>([])
}
#endif
