// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import TestSupport
import Testing

/// Retries, deadlines and cancellation of `ServiceClient` over every transport.
@Suite(.timeLimit(.minutes(15))) struct ServiceClientOverSocketsTests {
  private static let read = ServiceCall<JSONValue>(operation: "x", method: .get, path: ["a"])

  private static func create(_ idempotency: Idempotency) -> ServiceCall<JSONValue> {
    ServiceCall(
      operation: "x", method: .post, path: ["a"], body: .json(["a": 1] as JSONValue),
      idempotency: idempotency)
  }

  private func client(
    _ server: LoopbackServer, over transport: TransportUnderTest, host: String = "127.0.0.1",
    maximumRetries: Int = 2
  ) throws -> ServiceClient {
    var configuration = ServiceConfiguration(
      baseURL: try BaseURL("http://\(host):\(server.port)"), key: try Secret("llx-1"))
    configuration.retryPolicy = RetryPolicy(
      maximumRetries: maximumRetries, backoff: Backoff(base: .zero))
    return ServiceClient(configuration: configuration, transport: try transport.make())
  }

  // MARK: - Retries

  private static let faults: [LoopbackBehavior] = [
    .reset, .close, .text("garbage\r\n\r\n"), .json(503, "{}"), .json(408, "{}"),
    .text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
  ]

  @Test(arguments: TransportUnderTest.all, faults)
  func sendsNonIdempotentRequestOnceOnFault(
    over transport: TransportUnderTest, fault: LoopbackBehavior
  ) async throws {
    for host in ["127.0.0.1", "localhost"] {
      try await LoopbackPlan.always(fault).run { server in
        let client = try client(server, over: transport, host: host)
        let error = await #expect(throws: ClassifyError.self) {
          try await client.send(Self.create(.nonIdempotent))
        }
        #expect(error?.attempts == 1, "\(host)")
        #expect(server.requests.count == 1, "\(host)")
      }
    }
  }

  @Test(arguments: TransportUnderTest.all, faults)
  func retriesCreateWithIdempotencyKey(
    over transport: TransportUnderTest, fault: LoopbackBehavior
  ) async throws {
    try await LoopbackPlan { request in
      request.values(of: "x-retry-count") == ["2"] ? .json(200, "{\"id\":1}") : fault
    }.run { server in
      let response = try await client(server, over: transport).send(Self.create(.idempotent))
      #expect(response.value == ["id": 1])
      #expect(response.attempts == 3)
      #expect(server.requests.map(\.body) == Array(repeating: Array("{\"a\":1}".utf8), count: 3))
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func retriesNonIdempotentRequestAfter429(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan { request in
      request.values(of: "x-retry-count").isEmpty
        ? .json(429, "{}", headers: [("Retry-After", "0")]) : .json(200, "1")
    }.run { server in
      let response = try await client(server, over: transport).send(Self.create(.nonIdempotent))
      #expect(response.attempts == 2)
    }
  }

  // MARK: - Responses

  /// libcurl, which Foundation uses too, returns a shortened body as far as it could decode it.
  @Test(arguments: TransportUnderTest.all)
  func neverReadsShortenedGzip(over transport: TransportUnderTest) async throws {
    let body = Array("{\"ids\":[1,2,3]}".utf8)
    let member = Gzip.stored(body)
    let incomplete = member.prefix(Gzip.header.count + 5 + body.count - 1)
    for count in incomplete.indices {
      let answer = LoopbackBehavior.respond(
        status: 200, headers: [("Content-Encoding", "gzip")], body: Array(incomplete[...count]))
      try await LoopbackPlan.always(answer).run { server in
        let client = try client(server, over: transport)
        let error = await #expect(throws: ClassifyError.self) { try await client.send(Self.read) }
        #expect(
          error?.code == .malformedResponse || error?.code == .connection, "\(count + 1) bytes")
      }
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func doesNotSendKeyToRedirectTarget(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan.always(.json(200, "1")).run { elsewhere in
      let location = ("Location", "http://\(elsewhere.authority)/a")
      try await LoopbackPlan.always(.json(307, "{}", headers: [location])).run { server in
        let client = try client(server, over: transport)
        let error = await #expect(throws: ClassifyError.self) { try await client.send(Self.read) }
        #expect(error?.code == .unexpectedStatus)
        #expect(error?.message.contains(elsewhere.authority) == true)
        #expect(elsewhere.connectionCount == 0)
      }
    }
  }

  // MARK: - Cancellation and deadlines

  @Test(arguments: TransportUnderTest.all)
  func closesConnectionWhenCallIsCancelled(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan.always(.hang).run { server in
      let client = try client(server, over: transport)
      let task = Task { try await client.send(Self.read) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      while server.departures == 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func retriesHangingAttemptWhenIdempotent(over transport: TransportUnderTest) async throws {
    try await LoopbackPlan { request in
      request.values(of: "x-retry-count").isEmpty ? .hang : .json(200, "1")
    }.run { server in
      // On a busy machine, the second attempt can time out, too.
      let response = try await client(server, over: transport, maximumRetries: 50).send(
        Self.read, options: ServiceOptions(attemptTimeout: .seconds(2)))
      #expect(response.attempts >= 2)
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func timesOutOnEndlessResponse(over transport: TransportUnderTest) async throws {
    try await checkTimeout(
      over: transport, whileDripping: "HTTP/1.1 200 OK\r\n\r\n" + Self.times(10_000, " "))
  }

  private static let ok = "HTTP/1.1 200 OK\r\n"
  private static let chunked = "\(ok)Transfer-Encoding: chunked\r\n\r\n"

  private static func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  /// Responses that would take minutes at one byte each 20 ms, by the part that drips.
  private static let drips: [String: String] = [
    "reason": "HTTP/1.1 200 \(times(10_000, "x"))",
    "field": "\(ok)X-A: \(times(10_000, "x"))",
    "fields": "\(ok)\(times(10_000, "X-A: 1\r\n"))",
    "interim responses": times(10_000, "HTTP/1.1 100 Continue\r\n\r\n"),
    "body": "\(ok)Content-Length: 10000\r\n\r\n\(times(10_000, "x"))",
    "chunks": chunked + times(10_000, "1\r\nx\r\n"),
    "chunk extension": "\(chunked)1;\(times(10_000, "x"))",
    "trailers": "\(chunked)3\r\nabc\r\n0\r\n\(times(10_000, "X-T: 1\r\n"))",
  ]

  @Test(arguments: TransportUnderTest.robust, drips.keys.sorted())
  func keepsDeadlineWhilePartDrips(over transport: TransportUnderTest, part: String) async throws {
    try await checkTimeout(over: transport, whileDripping: try #require(Self.drips[part]))
  }

  private func checkTimeout(
    over transport: TransportUnderTest, whileDripping text: String
  ) async throws {
    let plan = LoopbackPlan.always(.drip(Array(text.utf8), pauseMilliseconds: 20))
    try await plan.run { server in
      let client = try client(server, over: transport)
      let start = ContinuousClock.now
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(Self.read, options: ServiceOptions(timeout: .milliseconds(300)))
      }
      #expect(error?.code == .timeout)
      #expect(ContinuousClock.now - start < Trial.tolerance)
    }
  }
}
