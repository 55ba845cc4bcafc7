// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import NIOCore
import Synchronization
import TestSupport
import Testing

/// Request bodies on their way to an upstream that reads them as they arrive.
@Suite(.timeLimit(.minutes(15))) struct ForwardedUploadTests {
  /// An upstream that counts the bytes of a body, and answers after all of it, or after a number of
  /// bytes.
  private final class Reader: RequestHandler {
    private struct State {
      var bytes = 0
      var requests = 0
      var failures = 0
      var isOpen: Bool
    }

    private let state: Mutex<State>
    private let answerAfter: Int
    private let status: Int
    private let answer: OutgoingResponse.Body

    init(
      isOpen: Bool = true, answerAfter: Int = .max, status: Int = 200,
      answer: OutgoingResponse.Body = .bytes(Array("done".utf8))
    ) {
      state = Mutex(State(isOpen: isOpen))
      self.answerAfter = answerAfter
      self.status = status
      self.answer = answer
    }

    var bytes: Int { state.withLock { $0.bytes } }
    var requests: Int { state.withLock { $0.requests } }
    var failures: Int { state.withLock { $0.failures } }

    func open() {
      state.withLock { $0.isOpen = true }
    }

    func respond(to request: IncomingRequest) async throws(TransportError) -> OutgoingResponse {
      state.withLock { $0.requests += 1 }
      do {
        while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(5)) }
        if answerAfter > 0 {
          for try await part in request.body {
            let bytes = state.withLock { state in
              state.bytes += part.readableBytes
              return state.bytes
            }
            if bytes >= answerAfter { break }
          }
        }
      } catch {
        state.withLock { $0.failures += 1 }
        throw TransportError(kind: .cancelled, delivery: .unknown, message: "\(error)")
      }
      return OutgoingResponse(status: status, body: answer)
    }
  }

  private static func run<Value: Sendable>(
    _ reader: Reader, limits: Upstream.Limits = .init(),
    serverLimits: TransportServer.Limits = .init(),
    _ body: @Sendable @escaping (TestServer) async throws -> Value
  ) async throws -> Value {
    // The response is read late on a loaded machine: an upstream that closes its connection before
    // loses it.
    var upstreamLimits = TransportServer.Limits()
    upstreamLimits.lingerTimeout = .seconds(240)
    return try await TestServer.run(handler: reader, limits: upstreamLimits) { upstream in
      try await ForwardingServer.run(
        to: upstream.address.url, limits: limits, serverLimits: serverLimits, body)
    }
  }

  private static func head(_ framing: String) -> String {
    "POST /upload HTTP/1.1\r\nHost: h\r\n\(framing)\r\n\r\n"
  }

  @Test(arguments: ["Content-Length: 10", "Transfer-Encoding: chunked"])
  func sendsPartsAsTheyArrive(framing: String) async throws {
    let reader = Reader()
    let isChunked = framing.hasSuffix("chunked")
    try await Self.run(reader) { server in
      let client = try await RawClient(port: server.port)
      await client.send(Self.head(framing) + (isChunked ? "5\r\nfirst\r\n" : "first"))
      while reader.bytes < 5 { try await Task.sleep(for: .milliseconds(5)) }
      await client.send(isChunked ? "5\r\nother\r\n0\r\n\r\n" : "other")
      let reading = try await client.read { $0.hasSuffix("done") }
      #expect(reading.statuses == ["200 OK"])
      #expect(!reading.text.contains("Connection: close"))
      #expect(reader.bytes == 10)
    }
  }

  @Test func forwardsBodyLargerThanAllMemoryLimits() async throws {
    let reader = Reader()
    var limits = TransportServer.Limits()
    limits.maximumBodyBytes = 1_000
    limits.maximumPendingBodyBytes = 1_000
    let count = 20 << 20
    try await Self.run(reader, serverLimits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send(
        Self.head("Content-Length: \(count)") + String(repeating: "x", count: count))
      let reading = try await client.read { $0.hasSuffix("done") }
      #expect(reading.statuses == ["200 OK"])
      #expect(reader.bytes == count)
    }
  }

  @Test func rejectsBodyAboveConfiguredMaximum() async throws {
    let reader = Reader()
    var limits = TransportServer.Limits()
    limits.maximumStreamedBodyBytes = 100_000
    try await Self.run(reader, serverLimits: limits) { server in
      let announced = try await RawClient.exchange(
        port: server.port, Self.head("Content-Length: 100001\r\nExpect: 100-continue"))
      #expect(announced.statuses.map { $0.prefix(3) } == ["413"])
      #expect(reader.requests == 0)
      let client = try await RawClient(port: server.port)
      await client.send(Self.head("Transfer-Encoding: chunked"))
      await client.send("1\r\nx\r\n")
      while reader.bytes == 0 { try await Task.sleep(for: .milliseconds(5)) }
      for _ in 0..<11 {
        await client.send("2710\r\n" + String(repeating: "x", count: 10_000) + "\r\n")
      }
      #expect(try await client.read().statuses.map { $0.prefix(3) } == ["413"])
      while reader.failures < 1 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func stopsReadingFromClientWhileUpstreamDoesNotRead() async throws {
    let reader = Reader(isOpen: false)
    // The client is not blamed for it.
    var limits = TransportServer.Limits()
    limits.idleTimeout = .seconds(20)
    let count = 64 << 20
    try await Self.run(reader, serverLimits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send(Self.head("Content-Length: \(count)"))
      let sent = Atomic(0)
      let piece = [UInt8](repeating: 0x78, count: 1 << 20)
      let sender = Task {
        for _ in 0..<(count >> 20) {
          await client.send(piece)
          sent.wrappingAdd(1, ordering: .relaxed)
        }
      }
      var last = -1
      while sent.load(ordering: .relaxed) != last {
        last = sent.load(ordering: .relaxed)
        try await Task.sleep(for: .seconds(25))
      }
      #expect(last < 48, "the buffers of four sockets are full")
      reader.open()
      let reading = try await client.read { $0.hasSuffix("done") }
      await sender.value
      #expect(reading.statuses == ["200 OK"])
      #expect(reader.bytes == count)
    }
  }

  @Test func asksForBody() async throws {
    let reader = Reader()
    try await Self.run(reader) { server in
      let client = try await RawClient(port: server.port)
      await client.send(Self.head("Content-Length: 2\r\nExpect: 100-continue"))
      let first = try await client.read { $0.hasSuffix("\r\n\r\n") }
      #expect(first.text == "HTTP/1.1 100 Continue\r\n\r\n")
      await client.send("ab")
      #expect(try await client.read { $0.hasSuffix("done") }.statuses == ["200 OK"])
    }
  }

  /// A client that sends nothing must not keep others from the upstream.
  @Test(arguments: ["", "\r\nExpect: 100-continue"])
  func takesNoConnectionBeforeBodyBegins(field: String) async throws {
    var limits = Upstream.Limits()
    limits.maximumConnections = 1
    limits.slotTimeout = .seconds(240)
    try await Self.run(Reader(), limits: limits) { server in
      let silent = try await RawClient(port: server.port)
      await silent.send(Self.head("Content-Length: 2\(field)"))
      try await Task.sleep(for: .milliseconds(200))
      let other = try await RawClient.exchange(
        port: server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(other.statuses == ["200 OK"])
      await silent.send("ab")
      let reading = try await silent.read { $0.hasSuffix("done") }
      #expect(reading.statuses.last == "200 OK")
    }
  }

  struct Early: Sendable, CustomTestStringConvertible {
    let status: Int
    let answerAfter: Int
    let answer: OutgoingResponse.Body
    let name: String
    var testDescription: String { "\(status) after \(answerAfter), \(name)" }
  }

  private static let earlies = [200, 413, 500].flatMap { status in
    [0, 100_000].flatMap { bytes in
      [
        Early(
          status: status, answerAfter: bytes, answer: .bytes(Array("early".utf8)), name: "small"),
        Early(
          status: status, answerAfter: bytes,
          answer: .stream(length: nil, IncomingBody(Array("early".utf8))), name: "chunked"),
        Early(
          status: status, answerAfter: bytes, answer: .bytes([UInt8](repeating: 1, count: 500_000)),
          name: "large"),
      ]
    }
  }

  @Test(arguments: earlies)
  func passesOnResponseBeforeEndOfRequest(early: Early) async throws {
    let reader = Reader(
      answerAfter: early.answerAfter, status: early.status, answer: early.answer)
    var limits = TransportServer.Limits()
    limits.lingerTimeout = .seconds(240)
    try await Self.run(reader, serverLimits: limits) { server in
      for framing in ["Content-Length: 30000000", "Transfer-Encoding: chunked"] {
        let client = try await RawClient(port: server.port)
        await client.send(Self.head(framing))
        let piece = String(repeating: "x", count: 10_000)
        let isChunked = framing.hasSuffix("chunked")
        let sender = Task {
          for _ in 0..<1_000 {
            await client.send(isChunked ? "2710\r\n\(piece)\r\n" : piece)
          }
        }
        let reading = try await client.read()
        #expect(reading.statuses.map { $0.prefix(3) } == [Substring(String(early.status))])
        #expect(reading.text.contains("\r\nConnection: close\r\n"))
        #expect(reading.ending == .closed)
        switch early.name {
        case "small": #expect(reading.body == "early")
        case "chunked": #expect(reading.body == "5\r\nearly\r\n0")
        default: #expect(reading.bytes.count { $0 == 1 } == 500_000)
        }
        client.disconnect()
        await sender.value
      }
    }
  }

  @Test(arguments: ["", "c", "cde", "cde\r\nzz\r\n"])
  func breaksUpstreamRequestWhenClientBreaks(rest: String) async throws {
    let reader = Reader()
    try await Self.run(reader) { server in
      let client = try await RawClient(port: server.port)
      await client.send(Self.head("Transfer-Encoding: chunked") + "5\r\nab")
      while reader.bytes == 0 { try await Task.sleep(for: .milliseconds(5)) }
      await client.send(rest)
      client.disconnect()
      // The upstream must not take it for complete.
      while reader.failures == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func returns408WhenClientStops() async throws {
    let reader = Reader()
    var limits = TransportServer.Limits()
    limits.idleTimeout = .seconds(20)
    try await Self.run(reader, serverLimits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send(Self.head("Content-Length: 10") + "abc")
      while reader.bytes < 3 { try await Task.sleep(for: .milliseconds(5)) }
      #expect(try await client.read().statuses == ["408 Request Timeout"])
      while reader.failures == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }
}
#endif
