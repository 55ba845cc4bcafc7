// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyMigration
import ClassifySandbox
import ClassifyURLSession
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import ClassifyGateway

/// A gateway on free ports, in front of a server on another one.
@Suite(.timeLimit(.minutes(15))) struct GatewayServerTests {
  /// A gateway that runs while a test sends requests to it.
  private struct Running: Sendable {
    let addresses: GatewayServer.Addresses
    let upstream: RecordingTransport
    let shutDown: @Sendable () async -> Void

    func send(
      _ method: HTTPMethod, _ path: String, to address: ListenAddress? = nil,
      _ fields: KeyValuePairs<String, String> = [:], body: [UInt8]? = nil
    ) async throws -> HTTPResponse {
      try await URLSessionTransport().send(
        HTTPRequest(
          method: method, scheme: "http",
          authority: "\(address ?? addresses.clients)", path: path,
          headerFields: try HTTPFields(fields), body: body))
    }
  }

  private final class Log: Sendable {
    let text = Mutex("")
  }

  private func run(
    _ upstream: RecordingTransport, log: Log = Log(),
    separatesOperators: Bool = false, upstreamURL: String? = nil,
    limits: GatewayConfiguration.Limits = .init(),
    _ body: @Sendable @escaping (Running) async throws -> Void
  ) async throws {
    var configuration = GatewayConfiguration()
    configuration.address = try ListenAddress("127.0.0.1:0")
    configuration.limits = limits
    configuration.limits.server.shutdownTimeout = .seconds(240)
    if separatesOperators { configuration.operationsAddress = configuration.address }
    let configured = configuration
    try await TestServer.run(upstream) { server in
      var configuration = configured
      configuration.upstream = try BaseURL(upstreamURL ?? "http://127.0.0.1:\(server.port)")
      var hooks = GatewayServer.Hooks()
      hooks.write = { lines in log.text.withLock { $0 += lines } }
      let (starts, start) = AsyncStream.makeStream(of: GatewayServer.Addresses.self)
      let gateway = try GatewayServer(configuration, hooks: hooks) { start.yield($0) }
      let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [
            ServiceGroupConfiguration.ServiceConfiguration(
              service: gateway, successTerminationBehavior: .gracefullyShutdownGroup)
          ], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })))
      try await withThrowingTaskGroup { tasks in
        tasks.addTask {
          defer { start.finish() }
          try await group.run()
        }
        defer { tasks.cancelAll() }
        guard let addresses = await starts.first(where: { _ in true }) else {
          try await tasks.waitForAll()
          throw CancellationError()
        }
        try await body(
          Running(
            addresses: addresses, upstream: upstream,
            shutDown: { await group.triggerGracefulShutdown() }))
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      }
    }
  }

  @Test func servesOperatorsAtAddressOfClients() async throws {
    try await run(RecordingTransport()) { gateway in
      #expect(gateway.addresses.clients == gateway.addresses.operations)
      #expect(try await gateway.send(.get, "/healthz").status == 200)
      #expect(try await gateway.send(.get, "/readyz").status == 200)
      #expect(try await gateway.send(.get, "/debug/unknown").status == 404)
      #expect(try await gateway.send(.post, "/metrics").status == 405)
      let metrics = try await gateway.send(.get, "/metrics")
      #expect(metrics.status == 200)
      #expect(gateway.upstream.requests.isEmpty)
    }
  }

  @Test func servesOperatorsAtAddressOfTheirOwn() async throws {
    try await run(RecordingTransport(), separatesOperators: true) { gateway in
      let operations = gateway.addresses.operations
      #expect(operations != gateway.addresses.clients)
      let readiness = try await gateway.send(.get, "/readyz", to: operations)
      #expect(readiness.status == 200)
      let foreign = try await gateway.send(.get, "/api/v2/classify", to: operations)
      #expect(foreign.status == 404)
      #expect(gateway.upstream.requests.isEmpty)
      let forwarded = try await gateway.send(.get, "/readyz")
      #expect(forwarded.body == Array("done".utf8))
      #expect(gateway.upstream.requests.map(\.path) == ["/readyz"], "the upstream's own path")
    }
  }

  @Test func countsAndLogsRequests() async throws {
    let log = Log()
    try await run(RecordingTransport(), log: log) { gateway in
      let response = try await gateway.send(
        .post, "/api/v1/files/dfl-53cb9f0c-hidden?token=hidden",
        ["Authorization": "Bearer llx-hidden"],
        body: Array("abc".utf8))
      #expect(response.status == 200)
      let metrics = String(decoding: try await gateway.send(.get, "/metrics").body, as: UTF8.self)
      #expect(
        metrics.contains(
          "requests_total{route=\"forwarded\",method=\"POST\",status=\"2xx\"} 1\n"))
      #expect(metrics.contains("upstream_requests_total{outcome=\"200\"} 1\n"))
    }
    let text = log.text.withLock { $0 }
    let lines = text.split(separator: "\n")
    #expect(lines.first?.contains(" event=started ") == true)
    #expect(lines.last?.contains(" event=stopped") == true)
    let line = try #require(lines.first { $0.contains(" event=request ") })
    #expect(line.contains(" method=POST path=/api/v1/files/{id} route=forwarded status=200 "))
    #expect(line.contains(" request_bytes=3 response_bytes=4"))
    #expect(!text.contains("hidden"))
  }

  @Test func translatesV1() async throws {
    let sandbox = Sandbox()
    let upstream = RecordingTransport { request throws(TransportError) in
      try await sandbox.send(request)
    }
    try await run(upstream) { gateway in
      let list = try await gateway.send(
        .get, "/api/v1/classifier/jobs", ["Authorization": "Bearer key"])
      #expect(list.status == 200)
      #expect(list.headerFields["Deprecation"] != nil)
      #expect(gateway.upstream.requests.map(\.path.utf8.count).count == 1)
      #expect(gateway.upstream.requests.first?.path.hasPrefix("/api/v2/classify") == true)
    }
  }

  @Test func staysReadyWhateverClientsCause() async throws {
    let upstream = RecordingTransport { _ throws(TransportError) in
      throw TransportError(kind: .connectionLost, delivery: .unknown, message: "")
    }
    try await run(upstream) { gateway in
      for _ in 0..<Readiness.failureThreshold {
        let response = try await gateway.send(.post, "/api/v2/classify", body: [])
        #expect(response.status == 502)
      }
      #expect(try await gateway.send(.get, "/readyz").status == 200)
    }
  }

  @Test func becomesUnreadyWhenUpstreamCannotBeReached() async throws {
    // No server listens on port 1.
    try await run(RecordingTransport(), upstreamURL: "http://127.0.0.1:1") { gateway in
      for _ in 0..<Readiness.failureThreshold {
        let response = try await gateway.send(.post, "/api/v2/classify", body: [])
        #expect(response.status == 502)
      }
      let readiness = try await gateway.send(.get, "/readyz")
      #expect(readiness.status == 503)
      let health = try await gateway.send(.get, "/healthz")
      #expect(health.status == 200)
    }
  }

  // MARK: - What the server itself answers

  private func lines(_ log: Log, event: String) -> [Substring] {
    log.text.withLock { $0 }.split(separator: "\n").filter { $0.contains(" event=\(event) ") }
  }

  /// The announced length is not what is received.
  @Test(arguments: ["/api/v1/classifier/jobs", "/x"])
  func survivesAnyAnnouncedLength(path: String) async throws {
    let log = Log()
    try await run(RecordingTransport(), log: log) { gateway in
      let port = gateway.addresses.clients.port
      for _ in 0..<2 {
        let reading = try await RawClient.exchange(
          port: port,
          "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(Int.max)\r\n\r\nabc")
        #expect(reading.statuses.map { $0.prefix(3) } == ["413"])
      }
      let metrics = String(decoding: try await gateway.send(.get, "/metrics").body, as: UTF8.self)
      #expect(!metrics.contains("request_bytes_total \(Int.max)"))
    }
    #expect(lines(log, event: "request").count == 2)
  }

  @Test func answersAndLogsRejectedHeadWithID() async throws {
    let log = Log()
    let reading = Mutex<RawClient.Reading?>(nil)
    try await run(RecordingTransport(), log: log) { gateway in
      let answer = try await RawClient.exchange(
        port: gateway.addresses.clients.port, "GET / HTTP/1.1\r\n\r\n")
      reading.withLock { $0 = answer }
    }
    let answer = try #require(reading.withLock { $0 })
    #expect(answer.statuses == ["400 Bad Request"])
    let line = try #require(lines(log, event: "rejected").first)
    let id = try #require(line.firstMatch(of: /id=(\S+) status=400/)).1
    #expect(answer.text.contains("x-request-id: \(id)\r\n"))
  }

  /// The reason comes from the server, not from the clock.
  @Test(arguments: ["/api/v1/classifier/jobs", "/x"])
  func logsStatusOfRejectedUpload(path: String) async throws {
    var limits = GatewayConfiguration.Limits()
    limits.server.idleTimeout = .seconds(15)
    let log = Log()
    try await run(RecordingTransport(), log: log, limits: limits) { gateway in
      let reading = try await RawClient.exchange(
        port: gateway.addresses.clients.port,
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nx-request-id: r-1\r\n\r\n"
          + "abc")
      #expect(reading.statuses == ["408 Request Timeout"])
      #expect(reading.text.contains("x-request-id: r-1\r\n"))
    }
    let line = try #require(lines(log, event: "request").first)
    #expect(line.contains(" id=r-1 ") && line.contains(" status=408 "))
    #expect(line.contains(" request_bytes=3 "))
    #expect(!line.contains(" end="))
  }

  @Test func logsStatusOfRequestThatTakesTooLong() async throws {
    var limits = GatewayConfiguration.Limits()
    limits.server.handlingTimeout = .seconds(1)
    let log = Log()
    try await run(.hanging, log: log, limits: limits) { gateway in
      let response = try await gateway.send(.get, "/x")
      #expect(response.status == 504)
      #expect(response.headerFields["x-request-id"] != nil)
    }
    #expect(lines(log, event: "request").allSatisfy { $0.contains(" status=504 ") })
    #expect(lines(log, event: "request").count == 1)
  }

  /// An upload whose client is gone, or gives its place to another, is no failure of the upstream.
  @Test(arguments: [false, true])
  func blamesNobodyForUploadThatEnds(makesRoom: Bool) async throws {
    var limits = GatewayConfiguration.Limits()
    limits.server.slowBodyTimeout = .zero
    if makesRoom { limits.server.maximumConnections = 1 }
    let log = Log()
    try await run(
      RecordingTransport(), log: log, separatesOperators: true, limits: limits
    ) { gateway in
      let port = gateway.addresses.clients.port
      let client = try await RawClient(port: port)
      await client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\nabc")
      if makesRoom {
        let other = try await RawClient.exchange(
          port: port, "GET /y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect(other.statuses == ["200 OK"])
      } else {
        try await Task.sleep(for: .milliseconds(500))
        client.disconnect()
      }
      var metrics = ""
      while !metrics.contains("outcome=\"cancelled\"") {
        metrics = String(
          decoding: try await gateway.send(
            .get, "/metrics", to: gateway.addresses.operations
          ).body, as: UTF8.self)
      }
      #expect(!metrics.contains("outcome=\"connectionLost\""))
      #expect(!metrics.contains("outcome=\"cannotConnect\""))
    }
    #expect(lines(log, event: "request").allSatisfy { !$0.contains(" level=error ") })
  }

  @Test func finishesRequestsAndIsUnreadyDuringShutdown() async throws {
    let (gate, opening) = AsyncStream.makeStream(of: Never.self)
    let (entered, hasEntered) = AsyncStream.makeStream(of: Void.self)
    let upstream = RecordingTransport { _ throws(TransportError) in
      hasEntered.yield()
      for await _ in gate {}
      return HTTPResponse(status: 200, body: Array("after all".utf8))
    }
    try await run(upstream, separatesOperators: true) { gateway in
      async let response = gateway.send(.get, "/x")
      for await _ in entered { break }
      await gateway.shutDown()
      var status: HTTPStatus = 200
      while status != 503 {
        status = try await gateway.send(.get, "/readyz", to: gateway.addresses.operations).status
      }
      opening.finish()
      #expect(try await response.body == Array("after all".utf8))
    }
  }

  @Test func tellsThatPortIsInUse() async throws {
    try await run(RecordingTransport()) { gateway in
      var configuration = GatewayConfiguration()
      configuration.address = gateway.addresses.clients
      let second = try GatewayServer(configuration)
      let error = await #expect(throws: TransportServerError.self) { try await second.run() }
      #expect(error?.description.contains("the port is in use") == true)
    }
  }

  @Test func rejectsUnreadableAuthorities() throws {
    var configuration = GatewayConfiguration()
    configuration.certificateAuthorities = .file("/nowhere/ca.pem")
    let error = #expect(throws: GatewayError.self) { _ = try GatewayServer(configuration) }
    #expect(error?.description.contains("certificate authorities") == true)
  }
}
#endif
