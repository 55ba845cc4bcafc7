// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import TestSupport
import Testing

/// The memory that request bodies of all connections can use.
@Suite(.timeLimit(.minutes(15))) struct BodyBudgetTests {
  /// The body size of `large`.
  private static let largeBytes = 900_000

  private static func limits(bytes: Int = 1_000_000) -> TransportServer.Limits {
    var limits = TransportServer.Limits()
    limits.maximumPendingBodyBytes = bytes
    // No test but one waits for slow bodies to be closed.
    limits.slowBodyTimeout = .seconds(600)
    return limits
  }

  private static func post(_ length: Int, fields: String = "") -> String {
    "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\(fields)Content-Length: \(length)\r\n\r\n"
  }

  /// Sends a body that only fits if almost the whole budget is free.
  private static func large(_ server: TestServer) async throws -> String? {
    try await RawClient.exchange(
      port: server.port, post(largeBytes) + String(repeating: "x", count: largeBytes)
    ).statuses.first
  }

  @Test func rejectsBodiesBeyondBudgetAndServesSmallOnes() async throws {
    let transport = RecordingTransport()
    try await TestServer.run(transport, limits: Self.limits()) { server in
      var unfinished: [RawClient] = []
      for _ in 0..<20 {
        let client = try await RawClient(port: server.port)
        await client.send(Self.post(400_000) + String(repeating: "x", count: 399_999))
        unfinished.append(client)
      }
      let readings = try await withThrowingTaskGroup { group in
        for client in unfinished { group.addTask { try await client.read(timeout: 20_000) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let rejected = readings.count { $0.statuses == ["503 Service Unavailable"] }
      #expect(readings.count { $0.text.contains("\r\nRetry-After: 1\r\n") } == rejected)
      #expect((17...18).contains(rejected), "2 or 3 bodies fit")
      let small = try await RawClient.exchange(
        port: server.port, Self.post(1_000) + String(repeating: "x", count: 1_000))
      #expect(small.statuses == ["200 OK"])
    }
  }

  @Test func rejectsAnnouncedBodyInsteadOf100Continue() async throws {
    let transport = RecordingTransport()
    let reading = try await TestServer.run(transport, limits: Self.limits()) { server in
      try await RawClient.exchange(
        port: server.port, Self.post(2_000_000, fields: "Expect: 100-continue\r\n"))
    }
    #expect(reading.statuses == ["503 Service Unavailable"])
    #expect(transport.requests.isEmpty)
  }

  /// A way in which a request with a body ends.
  enum Ending: CaseIterable {
    case closed
    case halfClosed
    case reset
    case tooLarge
    case malformed
    case answered
    case failed
    case abandoned
  }

  @Test(arguments: Ending.allCases)
  func givesBudgetBack(ending: Ending) async throws {
    let isHeld = RecordingTransport { request throws(TransportError) in
      guard request.path != "/fail" else {
        throw TransportError(kind: .connectionLost, delivery: .unknown, message: "")
      }
      guard request.path == "/hang" else { return HTTPResponse(status: 200) }
      try? await Task.sleep(for: .seconds(600))
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "")
    }
    var limits = Self.limits()
    limits.maximumBodyBytes = 950_000
    limits.halfClosedProbeInterval = .milliseconds(100)
    limits.maximumLingerBytes = 10_000_000
    try await TestServer.run(isHeld, limits: limits) { server in
      for _ in 0..<5 {
        var client: RawClient? = try await RawClient(port: server.port)
        let path = ending == .failed ? "/fail" : ending == .abandoned ? "/hang" : "/"
        await client?.send(
          "POST \(path) HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "C3500\r\n" + String(repeating: "x", count: 800_000) + "\r\n")
        switch ending {
        case .closed: client?.disconnect()
        case .halfClosed: client?.closeOutput()
        case .reset: client?.resetOnRelease()
        case .tooLarge:
          await client?.send("C3500\r\n" + String(repeating: "x", count: 800_000) + "\r\n")
        case .malformed: await client?.send("zz\r\n")
        case .answered, .failed: await client?.send("0\r\n\r\n")
        case .abandoned:
          let count = isHeld.requests.count
          await client?.send("0\r\n\r\n")
          while isHeld.requests.count == count { try await Task.sleep(for: .milliseconds(1)) }
        }
        if [.halfClosed, .tooLarge, .malformed, .answered].contains(ending) {
          _ = try await client?.read { $0.contains("\r\n\r\n") }
        }
        client = nil
        // The server notices a disconnection some time later.
        let start = ContinuousClock.now
        var status = try await Self.large(server)
        while status != "200 OK", start.duration(to: .now) < .seconds(60) {
          try await Task.sleep(for: .milliseconds(50))
          status = try await Self.large(server)
        }
        try #require(status == "200 OK")
      }
    }
  }

  @Test func closesSlowBodiesForBodyThatDoesNotFit() async throws {
    var limits = Self.limits()
    limits.slowBodyTimeout = .zero
    // No timeout must help.
    limits.idleTimeout = .seconds(600)
    try await TestServer.run(RecordingTransport(), limits: limits) { server in
      let slow = try await RawClient(port: server.port)
      await slow.send(Self.post(400_000) + String(repeating: "x", count: 399_999))
      let reader = Task { try await slow.read(timeout: 60_000) { $0.hasSuffix("}") } }
      var statuses: Set<String?> = []
      let start = ContinuousClock.now
      var attempts = 0
      while !statuses.contains("200 OK"), start.duration(to: .now) < .seconds(60) {
        try await Task.sleep(for: .milliseconds(50))
        statuses.insert(try await Self.large(server))
        attempts += 1
      }
      #expect(statuses.contains("200 OK"))
      #expect(try await reader.value.statuses == ["408 Request Timeout"])
      let exchanges = try await server.exchanges(attempts + 1)
      #expect(exchanges.contains { $0.ending == .answered(status: 408) })
    }
  }

  #if canImport(Glibc)
  @Test func boundsMemoryOfUnfinishedBodies() async throws {
    let megabyte = 1 << 20
    try await TestServer.run(
      RecordingTransport(), limits: Self.limits(bytes: 64 * megabyte)
    ) { server in
      let before = try ResidentMemory.bytes()
      let piece = [UInt8](repeating: 0x78, count: megabyte)
      var clients: [RawClient] = []
      for _ in 0..<20 {
        let client = try await RawClient(port: server.port)
        await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(60 * megabyte)\r\n\r\n")
        for _ in 0..<59 { await client.send(piece) }
        clients.append(client)
      }
      let growth = (try ResidentMemory.bytes() - before) / megabyte
      print("20 unfinished bodies of 60 MB with a budget of 64 MB: memory grew by \(growth) MB")
      #expect(growth < 500, "1,200 MB without a budget")
    }
  }
  #endif
}
#endif
