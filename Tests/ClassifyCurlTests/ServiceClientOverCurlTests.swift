// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyCurl
import TestSupport
import Testing

/// `ServiceClient` and `CurlTransport` against a loopback server.
@Suite(.timeLimit(.minutes(15))) struct ServiceClientOverCurlTests {
  private static let read = ServiceCall<JSONValue>(operation: "x", method: .get, path: ["a"])

  private static func create(_ idempotency: Idempotency) -> ServiceCall<JSONValue> {
    ServiceCall(
      operation: "x", method: .post, path: ["a"], body: .json(["a": 1] as JSONValue),
      idempotency: idempotency)
  }

  private func client(_ server: LoopbackServer, host: String = "127.0.0.1") throws -> ServiceClient
  {
    var configuration = ServiceConfiguration(
      baseURL: try BaseURL("http://\(host):\(server.port)"), key: try Secret("llx-1"))
    configuration.retryPolicy = RetryPolicy(maximumRetries: 2, backoff: Backoff(base: .zero))
    return ServiceClient(configuration: configuration, transport: try CurlTransport())
  }

  private static let faults: [LoopbackBehavior] = [
    .reset, .close, .raw(Array("garbage\r\n\r\n".utf8)), .json(503, "{}"), .json(408, "{}"),
    .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".utf8)),
  ]

  @Test(arguments: faults, ["127.0.0.1", "localhost"])
  func sendsNonIdempotentRequestOnceOnFault(fault: LoopbackBehavior, host: String) async throws {
    try await LoopbackPlan.always(fault).run { server in
      let client = try client(server, host: host)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(Self.create(.nonIdempotent))
      }
      #expect(error?.attempts == 1)
      #expect(server.requests.count == 1)
    }
  }

  @Test(arguments: faults)
  func retriesCreateWithIdempotencyKey(fault: LoopbackBehavior) async throws {
    try await LoopbackPlan { request in
      request.values(of: "x-retry-count") == ["2"] ? .json(200, "{\"id\":1}") : fault
    }.run { server in
      let response = try await client(server).send(Self.create(.idempotent))
      #expect(response.value == ["id": 1])
      #expect(response.attempts == 3)
      #expect(server.requests.map(\.body) == Array(repeating: Array("{\"a\":1}".utf8), count: 3))
    }
  }

  @Test func retriesNonIdempotentRequestAfter429() async throws {
    try await LoopbackPlan { request in
      request.values(of: "x-retry-count").isEmpty
        ? .json(429, "{}", headers: [("Retry-After", "0")]) : .json(200, "1")
    }.run { server in
      let response = try await client(server).send(Self.create(.nonIdempotent))
      #expect(response.attempts == 2)
    }
  }

  @Test func closesConnectionWhenCallIsCancelled() async throws {
    try await LoopbackPlan.always(.hang).run { server in
      let client = try client(server)
      let task = Task { try await client.send(Self.read) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      while server.departures == 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func timesOutOnEndlessResponse() async throws {
    let endless = Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + [UInt8](repeating: 0x20, count: 10_000)
    try await LoopbackPlan.always(.drip(endless, pauseMilliseconds: 20)).run {
      server in
      let client = try client(server)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(Self.read, options: ServiceOptions(timeout: .milliseconds(300)))
      }
      #expect(error?.code == .timeout)
    }
  }

  @Test func retriesHangingAttemptWhenIdempotent() async throws {
    try await LoopbackPlan { request in
      request.values(of: "x-retry-count").isEmpty ? .hang : .json(200, "1")
    }.run { server in
      let response = try await client(server).send(
        Self.read, options: ServiceOptions(attemptTimeout: .milliseconds(300)))
      #expect(response.attempts == 2)
    }
  }

  @Test func doesNotSendKeyToRedirectTarget() async throws {
    try await LoopbackPlan.always(.json(200, "1")).run { elsewhere in
      let location = ("Location", "http://\(elsewhere.authority)/a")
      try await LoopbackPlan.always(.json(307, "{}", headers: [location])).run {
        server in
        let client = try client(server)
        let error = await #expect(throws: ClassifyError.self) { try await client.send(Self.read) }
        #expect(error?.code == .unexpectedStatus)
        #expect(error?.message.contains(elsewhere.authority) == true)
        #expect(elsewhere.connectionCount == 0)
      }
    }
  }
}
#endif
