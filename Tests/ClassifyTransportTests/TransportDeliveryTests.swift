// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport
import Testing

/// The error of a request that fails, and whether it was sent.
@Suite(.timeLimit(.minutes(15))) struct TransportDeliveryTests {
  private func failure(
    over transport: TransportUnderTest, greeting: LoopbackGreeting = .read,
    _ behavior: LoopbackBehavior = .close, scheme: String = "http", host: String = "127.0.0.1"
  ) async throws -> TransportError? {
    try await LoopbackPlan.always(behavior, greeting: greeting).run { server in
      let request = HTTPRequest(
        method: .post, scheme: scheme, authority: "\(host):\(server.port)", path: "/", body: [1])
      let error = await #expect(throws: TransportError.self) {
        try await transport.make().send(request)
      }
      if case .read = greeting, scheme == "http" { #expect(server.requests.count == 1) }
      return error
    }
  }

  // MARK: - Connections

  @Test(arguments: TransportUnderTest.all)
  func reportsNotSentWhenConnectionIsRefused(over transport: TransportUnderTest) async throws {
    let error = try await RefusingPort.run { port in
      let request = HTTPRequest(
        method: .post, scheme: "http", authority: "127.0.0.1:\(port)", path: "/", body: [1])
      return await #expect(throws: TransportError.self) {
        try await transport.make().send(request)
      }
    }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.delivery == .notSent)
  }

  @Test(arguments: TransportUnderTest.all, [HTTPMethod.get, .post])
  func reportsNotSentWhenHostIsUnknown(
    over transport: TransportUnderTest, method: HTTPMethod
  ) async {
    // RFC 6761 §6.4: no name below .invalid exists.
    let request = HTTPRequest(
      method: method, scheme: "http", authority: "no-such-host.invalid", path: "/")
    let error = await #expect(throws: TransportError.self) {
      try await transport.make().send(request)
    }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.delivery == .notSent)
  }

  @Test(arguments: TransportUnderTest.all)
  func reportsConnectionErrorOnImmediateReset(over transport: TransportUnderTest) async throws {
    let error = try await failure(over: transport, greeting: .reset)
    #expect(error?.kind == .connectionLost || error?.kind == .cannotConnect)
  }

  // MARK: - TLS

  @Test(arguments: TransportUnderTest.all)
  func reportsInsecureConnectionOnPlainPort(over transport: TransportUnderTest) async throws {
    let error = try await failure(
      over: transport, greeting: .speak(Array("220 no encryption here\r\n".utf8)), scheme: "https")
    #expect(error?.kind == .insecureConnection)
    #expect(error?.delivery == .notSent)
  }

  #if os(macOS) || os(Linux)
  @Test(arguments: TransportUnderTest.allButURLSession, TLSServer.Certificate.allCases)
  func sendsNothingToServerWithUntrustedCertificate(
    over transport: TransportUnderTest, certificate: TLSServer.Certificate
  ) async throws {
    try await TLSServer.run(certificate) { server in
      let request = HTTPRequest(
        method: .post, scheme: "https", authority: "localhost:\(server.port)", path: "/", body: [1])
      let error = await #expect(throws: TransportError.self) {
        try await transport.make().send(request)
      }
      #expect(error?.kind == .insecureConnection)
      #expect(error?.delivery == .notSent)
      while server.connections.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      #expect(server.connections == ["refused"])
    }
  }
  #endif

  // MARK: - Responses

  private static let brokenResponses: [LoopbackBehavior] = [
    .reset, .close, .text("hello\r\n\r\n"),
    .text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
    .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    .text("HTTP/1.1 abc OK\r\n\r\n"), .text("HTTP/1.1 100 Continue\r\n\r\n"),
  ]

  /// The first address of `localhost` can refuse the connection; Foundation then reports that error
  /// even if the second address fails later.
  @Test(arguments: TransportUnderTest.all, ["127.0.0.1", "localhost"])
  func reportsUnknownDeliveryAfterRequestWasRead(
    over transport: TransportUnderTest, host: String
  ) async throws {
    for behavior in Self.brokenResponses {
      let error = try await failure(over: transport, behavior, host: host)
      #expect(error?.kind == .connectionLost, "\(behavior)")
      #expect(error?.delivery == .unknown, "\(behavior)")
      #expect(error?.message.isEmpty == false, "\(behavior)")
    }
  }

  // MARK: - Idle connections

  private func timesOut(
    over transport: TransportUnderTest, on behavior: LoopbackBehavior
  ) async throws {
    try await LoopbackPlan.always(behavior).run { server in
      let transport = try transport.make(.init(idleTimeout: .seconds(1)))
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server, .post, body: [1]))
      }
      #expect(error?.kind == .timedOut)
      // On a busy machine, the request can be late, too.
      #expect(error?.delivery == .unknown || server.requests.isEmpty)
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func timesOutOnIdleServer(over transport: TransportUnderTest) async throws {
    try await timesOut(over: transport, on: .hang)
  }

  @Test(
    arguments: TransportUnderTest.robust,
    [
      "HTTP/1.1 200 O", "HTTP/1.1 200 OK\r\nX-A: 1\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-T: 1\r\n",
    ])
  func timesOutWithinResponse(over transport: TransportUnderTest, start: String) async throws {
    try await timesOut(over: transport, on: .rawKeepingOpen(Array(start.utf8)))
  }
}
