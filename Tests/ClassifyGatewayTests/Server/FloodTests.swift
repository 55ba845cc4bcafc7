// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing
import TestSupport

/// Requests that never end, and bytes that are no requests.
@Suite(.timeLimit(.minutes(15))) struct FloodTests {
  private static let chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"

  struct Flood: Sendable, CustomTestStringConvertible {
    let name: String
    let beginning: String
    /// Sent until the server responds.
    let repeated: String
    let status: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Flood(
      name: "target", beginning: "GET /", repeated: String(repeating: "a", count: 1_000),
      status: "431"),
    Flood(
      name: "header fields", beginning: "GET / HTTP/1.1\r\nHost: h\r\n", repeated: "X: y\r\n",
      status: "431"),
    Flood(
      name: "spaces before a value", beginning: "GET / HTTP/1.1\r\nHost: h\r\nX:",
      repeated: String(repeating: " ", count: 1_000), status: "431"),
    Flood(name: "empty lines", beginning: "", repeated: "\r\n\r\n\r\n\r\n", status: "431"),
    Flood(
      name: "chunk extension", beginning: chunked + "1;", repeated: "ext=value;", status: "400"),
    Flood(
      name: "chunk extensions", beginning: chunked,
      repeated: "1;\(String(repeating: "e", count: 1_000))\r\nx\r\n", status: "400"),
    Flood(
      name: "trailers", beginning: chunked + "1\r\nx\r\n0\r\n", repeated: "X: y\r\n", status: "431"),
    Flood(
      name: "long trailer", beginning: chunked + "1\r\nx\r\n0\r\nX:",
      repeated: String(repeating: "a", count: 1_000), status: "431"),
  ])
  func rejectsEndlessRequest(flood: Flood) async throws {
    let transport = RecordingTransport()
    // The client reads the response late on a loaded machine: a connection that is closed before
    // loses it.
    var limits = TransportServer.Limits()
    limits.lingerTimeout = .seconds(240)
    limits.maximumLingerBytes = 4 << 30
    limits.headTimeout = .seconds(240)
    limits.idleTimeout = .seconds(240)
    try await TestServer.run(transport, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send(flood.beginning)
      let reader = Task { try await client.read { $0.hasSuffix("}") } }
      let sender = Task {
        let piece = String(repeating: flood.repeated, count: 1 + 10_000 / flood.repeated.utf8.count)
        while !Task.isCancelled {
          client.sendNow(piece)
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      let reading = try await reader.value
      sender.cancel()
      #expect(reading.statuses.map { $0.prefix(3) } == [Substring(flood.status)])
    }
    #expect(transport.requests.isEmpty)
  }

  @Test func respondsToThousandsOfPipelinedRequests() async throws {
    let count = 5_000
    // On a busy machine, requests can arrive faster than they are handled.
    var limits = TransportServer.Limits()
    limits.maximumPipelinedRequests = count + 1
    let reading = try await TestServer.run(RecordingTransport(), limits: limits) { server in
      let client = try await RawClient(port: server.port)
      let sender = Task {
        await client.send(String(repeating: "GET / HTTP/1.1\r\nHost:\r\n\r\n", count: count))
        await client.send("GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")
      }
      defer { sender.cancel() }
      return try await client.read()
    }
    #expect(reading.statuses.count == count + 1)
    #expect(reading.statuses.allSatisfy { $0 == "200 OK" })
  }

  @Test func rejectsPipelinedRequestsBeyondMaximum() async throws {
    var limits = TransportServer.Limits()
    limits.maximumPipelinedRequests = 3
    let gate = Gate()
    let reading = try await TestServer.run(gate, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send(String(repeating: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", count: 100))
      while gate.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
      gate.open()
      return try await client.read()
    }
    #expect(
      reading.statuses
        == ["200 OK", "200 OK", "200 OK", "429 Too Many Requests"])
    #expect(gate.requestCount == 3)
  }

  @Test func survivesRandomBytes() async throws {
    let seed = FuzzRun.replayedSeed ?? SystemRandomNumberGenerator().seed
    print("FloodTests.survivesRandomBytes: CLASSIFY_FUZZ_SEED=\(seed)")
    var limits = TransportServer.Limits()
    limits.idleTimeout = .seconds(2)
    limits.headTimeout = .seconds(2)
    limits.lingerTimeout = .seconds(2)
    limits.maximumConnections = 20
    limits.maximumPendingBodyBytes = 100_000
    let attempts = min(2_000, FuzzRun.count(usual: 300))
    try await TestServer.run(RecordingTransport(), limits: limits) { server in
      var generator = SeededGenerator(seed: seed)
      var clients: [RawClient] = []
      for _ in 0..<attempts {
        let client = try await RawClient(port: server.port)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          client.sendNow(RandomRequest.text(using: &generator))
        }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: client.closeOutput()
        case 1: client.resetOnRelease()
        default: break
        }
        clients.append(client)
        if clients.count > 30 { clients.removeFirst() }
      }
      clients = []
      // A head that arrives late gets no response.
      var statuses: [String] = []
      for _ in 0..<20 where statuses.isEmpty {
        statuses = try await RawClient.exchange(
          port: server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
        ).statuses
      }
      #expect(statuses == ["200 OK"])
      #if canImport(Glibc)
      let start = ContinuousClock.now
      while try ServerSockets.count(on: server.port) > 0, start.duration(to: .now) < .seconds(240) {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(try ServerSockets.count(on: server.port) == 0)
      #endif
    }
  }
}

extension SystemRandomNumberGenerator {
  fileprivate var seed: UInt64 {
    var generator = self
    return generator.next()
  }
}

/// Pieces of requests in random order.
private enum RandomRequest {
  private static let pieces = [
    "GET / HTTP/1.1\r\n", "POST /x HTTP/1.1\r\n", "HEAD / HTTP/1.0\r\n", "PRI * HTTP/2.0\r\n",
    "Host: h\r\n", "Content-Length: 5\r\n", "Content-Length: 99999\r\n",
    "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n", "Connection: close\r\n",
    "Expect: 100-continue\r\n", "Upgrade: h2c\r\n", "\r\n", "\r\n", "\r\n", "0\r\n\r\n",
    "5\r\nabcde\r\n", "FFFFFFFF\r\n", "5;x=y\r\n", "abcde", ":", " ", "\n", "\0", "\u{FF}",
  ]

  static func text(using generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      text += pieces.randomElement(using: &generator) ?? ""
      if Int.random(in: 0..<10, using: &generator) == 0 {
        let byte = UInt8.random(in: 0...127, using: &generator)
        text += String(UnicodeScalar(byte))
      }
    }
    return text
  }
}
#endif
