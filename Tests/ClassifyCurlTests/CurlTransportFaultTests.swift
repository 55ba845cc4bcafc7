// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyCurl
import ClassifyHTTP
import TestSupport
import Testing

/// Network faults, malformed responses, timeouts and cancellation.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportFaultTests {
  private func failure(
    greeting: LoopbackGreeting = .read, _ behavior: LoopbackBehavior = .close,
    scheme: String = "http", host: String = "127.0.0.1"
  ) async throws -> TransportError? {
    try await LoopbackPlan.always(behavior, greeting: greeting).run { server in
      let request = HTTPRequest(
        method: .post, scheme: scheme, authority: "\(host):\(server.port)", path: "/", body: [1])
      let error = await #expect(throws: TransportError.self) {
        try await CurlTransport().send(request)
      }
      if case .read = greeting, scheme == "http" { #expect(server.requests.count == 1) }
      return error
    }
  }

  @Test func reportsNotSentWhenConnectionIsRefused() async throws {
    let error = try await RefusingPort.run { port in
      let request = HTTPRequest(
        method: .post, scheme: "http", authority: "127.0.0.1:\(port)", path: "/", body: [1])
      return await #expect(throws: TransportError.self) {
        try await CurlTransport().send(request)
      }
    }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.delivery == .notSent)
  }

  @Test(arguments: [HTTPMethod.get, .post])
  func reportsNotSentWhenHostIsUnknown(method: HTTPMethod) async {
    // RFC 6761 §6.4: no name below .invalid exists.
    let request = HTTPRequest(
      method: method, scheme: "http", authority: "no-such-host.invalid", path: "/")
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(request)
    }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.delivery == .notSent)
  }

  /// The first address of `localhost` can refuse the connection.
  @Test(
    arguments: [
      .reset, .close, .raw(Array("hello\r\n\r\n".utf8)),
      .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".utf8)),
      .raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".utf8)),
      .raw(Array("HTTP/1.1 abc OK\r\n\r\n".utf8)),
      .raw(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)),
    ] as [LoopbackBehavior], ["127.0.0.1", "localhost"])
  func reportsUnknownDeliveryAfterRequestWasRead(behavior: LoopbackBehavior, host: String)
    async throws
  {
    let error = try await failure(behavior, host: host)
    #expect(error?.kind == .connectionLost)
    #expect(error?.delivery == .unknown)
    #expect(error?.message.isEmpty == false)
  }

  @Test func reportsConnectionErrorOnImmediateReset() async throws {
    let error = try await failure(greeting: .reset)
    #expect(error?.kind == .connectionLost || error?.kind == .cannotConnect)
  }

  @Test func reportsInsecureConnectionOnPlainPort() async throws {
    let error = try await failure(
      greeting: .speak(Array("220 no encryption here\r\n".utf8)), scheme: "https")
    #expect(error?.kind == .insecureConnection)
    #expect(error?.delivery == .notSent)
  }

  @Test func timesOutOnIdleServer() async throws {
    var options = CurlTransport.Options()
    options.idleTimeout = .seconds(1)
    let transport = try CurlTransport(options: options)
    try await LoopbackPlan.always(.hang).run { server in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server, .post, body: [1]))
      }
      #expect(error?.kind == .timedOut)
      #expect(error?.delivery == .unknown)
    }
  }

  @Test func cancelsRequestInFlight() async throws {
    try await LoopbackPlan.always(.hang).run { server in
      let transport = try CurlTransport()
      let task = Task { try await transport.send(.to(server, .post, body: [1])) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .unknown)
      while server.departures == 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func sendsNothingWhenAlreadyCancelled() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = try CurlTransport()
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await transport.send(.to(server, .post, body: [1]))
      }
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .notSent)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func endsEveryRequestOnceWhenCancelledAtAnyTime() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = try CurlTransport()
      var generator = SeededGenerator(seed: 7)
      for _ in 0..<200 {
        let task = Task { try await transport.send(.to(server, .post, body: [1])) }
        for _ in 0..<Int.random(in: 0...60, using: &generator) { await Task.yield() }
        task.cancel()
        switch await task.result {
        case .success(let response): #expect(response.status == 200)
        case .failure(let error): #expect((error as? TransportError)?.kind == .cancelled)
        }
      }
      let response = try await transport.send(.to(server))
      #expect(response.status == 200)
    }
  }
}
#endif
