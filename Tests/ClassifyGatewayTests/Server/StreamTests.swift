// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import NIOCore
import Synchronization
import Testing

/// Handlers that read requests in parts, or respond in parts.
@Suite(.timeLimit(.minutes(15))) struct StreamTests {
  private typealias Body = OutgoingResponse.Body

  /// A body of texts, which can fail after the last.
  private static func stream(
    _ texts: [String], length: Int? = nil, fails: Bool = false
  ) -> Body {
    .stream(
      length: length,
      AsyncThrowingStream { continuation in
        for text in texts { continuation.yield(ByteBuffer(string: text)) }
        continuation.finish(throwing: fails ? CancellationError() : nil)
      })
  }

  /// A handler that reads nothing, and responds with a body.
  private static func responding(_ body: Body, status: Int = 200) -> ClosureHandler {
    ClosureHandler { _ in OutgoingResponse(status: status, body: body) }
  }

  /// A handler that reads each body in parts, and returns its size.
  private static let counting = ClosureHandler { request throws(TransportError) in
    var count = 0
    do {
      for try await part in request.body { count += part.readableBytes }
    } catch {
      throw TransportError(kind: .cancelled, delivery: .notSent, message: "\(error)")
    }
    return OutgoingResponse(status: 200, body: .bytes(Array("=\(count).".utf8)))
  }

  private static func exchange(
    _ handler: ClosureHandler, _ request: String = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
  ) async throws -> RawClient.Reading {
    try await TestServer.run(handler: handler) { server in
      let client = try await RawClient(port: server.port)
      await client.send(request)
      client.closeOutput()
      return try await client.read()
    }
  }

  // MARK: - Responses

  @Test func sendsChunksOfUnknownLength() async throws {
    let reading = try await Self.exchange(Self.responding(Self.stream(["ab", "", "cde"])))
    #expect(reading.text.contains("\r\nTransfer-Encoding: chunked\r\n"))
    #expect(!reading.text.contains("Content-Length"))
    #expect(reading.text.hasSuffix("\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"))
  }

  @Test func sendsKnownLength() async throws {
    let reading = try await Self.exchange(
      Self.responding(Self.stream(["ab", "cde"], length: 5)),
      String(repeating: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", count: 1))
    #expect(reading.text.contains("\r\nContent-Length: 5\r\n"))
    #expect(reading.body == "abcde")
  }

  @Test(arguments: [
    ("short", ["ab"], 5, false), ("long", ["abcdef"], 5, false), ("none", [], 5, false),
    ("failing", ["ab"], 5, true), ("failing at the end", ["abcde"], 5, true),
    ("failing in chunks", ["ab"], nil, true), ("failing at once", [], nil, true),
  ])
  func resetsConnectionWhenBodyIsIncomplete(
    name: String, texts: [String], length: Int?, fails: Bool
  ) async throws {
    let handler = Self.responding(Self.stream(texts, length: length, fails: fails))
    try await TestServer.run(handler: handler) { server in
      let reading = try await RawClient.exchange(
        port: server.port, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(reading.ending == .reset)
      #expect(!reading.text.contains("\r\n0\r\n"))
      #expect(try await server.exchanges(1).map(\.ending) == [.broken])
    }
  }

  @Test(arguments: [("HEAD", 200), ("GET", 204), ("GET", 304)])
  func sendsNoBodyWhereThereIsNone(method: String, status: Int) async throws {
    for length in [5, nil] {
      let reading = try await Self.exchange(
        Self.responding(Self.stream(["abcde"], length: length), status: status),
        "\(method) / HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(reading.body.isEmpty)
      #expect(!reading.text.contains("chunked"))
      #expect(reading.text.contains("Content-Length: 5") == (length != nil && status != 204))
    }
  }

  @Test func endsBodyForHTTP10WithConnection() async throws {
    let reading = try await Self.exchange(
      Self.responding(Self.stream(["ab", "cde"])), "GET / HTTP/1.0\r\n\r\n")
    #expect(reading.body == "abcde")
    #expect(!reading.text.contains("chunked"))
    #expect(reading.ending == .closed)
  }

  @Test func keepsConnectionAliveBetweenStreams() async throws {
    let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
    let handler = ClosureHandler { _ in
      OutgoingResponse(status: 200, body: Self.stream(["ab"]))
    }
    let reading = try await Self.exchange(handler, String(repeating: request, count: 3))
    #expect(reading.statuses == ["200 OK", "200 OK", "200 OK"])
  }

  @Test func finishesStreamDuringShutdown() async throws {
    let (parts, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
    var limits = TransportServer.Limits()
    limits.shutdownTimeout = .seconds(240)
    let handler = Self.responding(.stream(length: nil, parts))
    try await TestServer.run(handler: handler, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      continuation.yield(ByteBuffer(string: "ab"))
      _ = try await client.read { $0.contains("ab") }
      await server.beginShutdown()
      try await Task.sleep(for: .milliseconds(200))
      continuation.yield(ByteBuffer(string: "cd"))
      continuation.finish()
      let reading = try await client.read()
      #expect(reading.text.hasSuffix("2\r\ncd\r\n0\r\n\r\n"))
      #expect(reading.ending == .closed)
    }
  }

  @Test func cancelsStreamWhenClientLeaves() async throws {
    let isCancelled = Atomic(false)
    let (parts, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
    continuation.onTermination = { _ in isCancelled.store(true, ordering: .relaxed) }
    try await TestServer.run(handler: Self.responding(.stream(length: nil, parts))) { server in
      var client: RawClient? = try await RawClient(port: server.port)
      await client?.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      _ = try await client?.read { $0.contains("\r\n\r\n") }
      client?.resetOnRelease()
      client = nil
      while !isCancelled.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(5)) }
      #expect(try await server.exchanges(1).map(\.ending) == [.abandoned])
    }
  }

  @Test func timesOutStreamThatStalls() async throws {
    let (parts, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
    defer { continuation.finish() }
    var limits = TransportServer.Limits()
    limits.responseTimeout = .milliseconds(300)
    try await TestServer.run(
      handler: Self.responding(.stream(length: nil, parts)), limits: limits
    ) { server in
      let reading = try await RawClient.exchange(
        port: server.port, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(reading.statuses == ["200 OK"])
      #expect(!reading.text.hasSuffix("0\r\n\r\n"))
    }
  }

  // MARK: - Requests

  @Test func readsPipelinedBodiesInOrder() async throws {
    let post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:"
    let reading = try await Self.exchange(
      Self.counting,
      "\(post) 3\r\n\r\nabc\(post) 0\r\n\r\n\(post) 1\r\n\r\na"
        + "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")
    #expect(reading.statuses.count == 4)
    #expect(reading.body.filter { "=.0123456789".contains($0) }.hasPrefix("=3."))
    for size in [3, 0, 1, 2] { #expect(reading.text.contains("=\(size).")) }
  }

  @Test func keepsConnectionAliveWhenUnreadBodyIsComplete() async throws {
    let post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
    let reading = try await Self.exchange(
      Self.responding(.bytes(Array("ok".utf8))), post + post)
    #expect(reading.statuses == ["200 OK", "200 OK"])
  }

  @Test func closesConnectionAfterResponseBeforeEndOfRequest() async throws {
    try await TestServer.run(handler: Self.responding(.bytes(Array("ok".utf8)))) { server in
      let client = try await RawClient(port: server.port)
      await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\nabc")
      let reading = try await client.read()
      #expect(reading.statuses == ["200 OK"])
      #expect(reading.text.contains("\r\nConnection: close\r\n"))
      #expect(reading.ending == .closed)
    }
  }

  @Test func answersRejectionInsteadOfHandler() async throws {
    let handler = ClosureHandler { request in
      let body = try? await request.body.collect()
      return OutgoingResponse(status: body == nil ? 299 : 200)
    }
    var limits = TransportServer.Limits()
    limits.maximumBodyBytes = 10
    try await TestServer.run(handler: handler, limits: limits) { server in
      for body in ["", "01234567890"] {
        let client = try await RawClient(port: server.port)
        await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n" + body)
        // Only the connection with the incomplete request is closed for it.
        if !body.isEmpty { client.closeOutput() }
        let reading = try await client.read()
        #expect(reading.statuses.map { $0.prefix(3) } == ["413"])
        #expect(reading.ending == .closed)
      }
    }
  }

  @Test func cancelsHandlerThatDoesNotReadRejectedBody() async throws {
    let handler = ClosureHandler { _ throws(TransportError) in
      try? await Task.sleep(for: .seconds(600))
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "")
    }
    try await TestServer.run(handler: handler) { server in
      let reading = try await RawClient.exchange(
        port: server.port,
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
      #expect(reading.statuses == ["400 Bad Request"])
    }
  }

  @Test func returns504WhenHandlerDoesNotReadBody() async throws {
    let handler = ClosureHandler { _ throws(TransportError) in
      try? await Task.sleep(for: .seconds(600))
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "")
    }
    var limits = TransportServer.Limits()
    limits.idleTimeout = .seconds(600)
    limits.requestTimeout = .seconds(15)
    try await TestServer.run(handler: handler, limits: limits) { server in
      let client = try await RawClient(port: server.port)
      await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n")
      client.sendNow(String(repeating: "x", count: 200_000))
      let reading = try await client.read()
      #expect(reading.statuses == ["504 Gateway Timeout"])
      #expect(reading.ending == .closed)
    }
  }

  @Test func drainsUploadAfterEarlyResponse() async throws {
    try await TestServer.run(handler: Self.responding(.bytes(Array("ok".utf8)))) { server in
      let client = try await RawClient(port: server.port)
      let count = 20 << 20
      await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(count)\r\n\r\n")
      // The client reads only after it has sent everything.
      await client.send([UInt8](repeating: 0x78, count: count))
      #expect(try await client.read().statuses == ["200 OK"])
    }
  }
}
#endif
