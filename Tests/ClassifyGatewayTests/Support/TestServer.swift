// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Logging
import ServiceLifecycle
import Synchronization

/// A server on a free port for the duration of a test.
struct TestServer: Sendable {
  let address: ListenAddress
  private let group: ServiceGroup
  private let log: ExchangeLog

  var port: Int { address.port }
  /// Returns the handled requests in the order of completion, when there are as many.
  ///
  /// A request is reported after its response is written, so that its client can be earlier.
  func exchanges(_ count: Int) async throws -> [RequestSummary] {
    while true {
      let exchanges = log.exchanges.withLock { $0 }
      guard exchanges.count < count else { return exchanges }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Runs `body` with a server on a free port, then shuts the server down.
  static func run<Value: Sendable>(
    _ transport: any HTTPTransport, limits: TransportServer.Limits = .init(),
    _ body: @Sendable @escaping (TestServer) async throws -> Value
  ) async throws -> Value {
    try await run(
      {
        TransportServer(
          transport, address: $0, limits: limits, onStart: $1, onExchange: $2)
      }, body)
  }

  /// Runs `body` with a server of a request handler on a free port, then shuts the server down.
  static func run<Value: Sendable>(
    handler: any RequestHandler, limits: TransportServer.Limits = .init(),
    _ body: @Sendable @escaping (TestServer) async throws -> Value
  ) async throws -> Value {
    try await run(
      {
        TransportServer(
          handler: handler, address: $0, limits: limits, onStart: $1, onExchange: $2)
      }, body)
  }

  private static func run<Value: Sendable>(
    _ makeServer: (
      ListenAddress, @escaping @Sendable (ListenAddress) async -> Void,
      @escaping @Sendable (RequestSummary) -> Void
    ) -> TransportServer,
    _ body: @Sendable @escaping (TestServer) async throws -> Value
  ) async throws -> Value {
    let log = ExchangeLog()
    let (addresses, continuation) = AsyncStream.makeStream(of: ListenAddress.self)
    let server = makeServer(
      try ListenAddress("127.0.0.1:0"), { continuation.yield($0) },
      { exchange in log.exchanges.withLock { $0.append(exchange) } })
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
      let value = try await body(TestServer(address: address, group: group, log: log))
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return value
    }
  }

  /// Starts a graceful shutdown without waiting for its end.
  func beginShutdown() async {
    await group.triggerGracefulShutdown()
  }
}

private final class ExchangeLog: Sendable {
  let exchanges = Mutex<[RequestSummary]>([])
}

/// A transport that records requests and responds with a closure.
final class RecordingTransport: HTTPTransport {
  private struct State {
    var requests: [HTTPRequest] = []
    var cancellations = 0
  }

  private let state = Mutex(State())
  private let respond: @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

  init(
    _ respond: @escaping @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse = {
      _ in HTTPResponse(status: 200, body: Array("done".utf8))
    }
  ) {
    self.respond = respond
  }

  /// A transport that does not respond until it is cancelled.
  static var hanging: RecordingTransport {
    RecordingTransport { _ throws(TransportError) in
      let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
      for await _ in stream {}
      continuation.finish()
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "cancelled")
    }
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var cancellations: Int { state.withLock { $0.cancellations } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    state.withLock { $0.requests.append(request) }
    do throws(TransportError) {
      return try await respond(request)
    } catch {
      if error.kind == .cancelled { state.withLock { $0.cancellations += 1 } }
      throw error
    }
  }
}

/// A transport that responds after `open()` is called.
final class Gate: HTTPTransport {
  private let stream: AsyncStream<Never>
  private let continuation: AsyncStream<Never>.Continuation
  private let count = Mutex(0)

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  var requestCount: Int { count.withLock { $0 } }

  func open() {
    continuation.finish()
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    count.withLock { $0 += 1 }
    for await _ in stream {}
    return HTTPResponse(status: 200, body: Array("after all".utf8))
  }
}
#endif
