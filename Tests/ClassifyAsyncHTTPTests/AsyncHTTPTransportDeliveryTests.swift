// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
import ClassifyAsyncHTTP
import ClassifyHTTP
import NIOSSL
import TestSupport
import Testing

/// Whether a failed or cancelled request was sent.
@Suite(.timeLimit(.minutes(5))) struct AsyncHTTPTransportDeliveryTests {
  @Test func reportsNotSentWhenConnectionIsRefused() async throws {
    let error = try await RefusingPort.run { port in
      let request = HTTPRequest(
        method: .post, scheme: "http", authority: "127.0.0.1:\(port)", path: "/", body: [1])
      return await #expect(throws: TransportError.self) {
        try await AsyncHTTPTransport().send(request)
      }
    }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.delivery == .notSent)
  }

  @Test func reportsNotSentWhenHostIsUnknown() async {
    // RFC 6761 §6.4: no name below .invalid exists.
    let request = HTTPRequest(
      method: .get, scheme: "http", authority: "no-such-host.invalid", path: "/")
    let error = await #expect(throws: TransportError.self) {
      try await AsyncHTTPTransport().send(request)
    }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.delivery == .notSent)
  }

  @Test func reportsInsecureConnectionOnPlainPort() async throws {
    try await LoopbackPlan.always(
      .close, greeting: .speak(Array("220 no encryption here\r\n".utf8))
    ).run { server in
      var request = HTTPRequest.to(server, .post, body: [1])
      request.scheme = "https"
      let error = await #expect(throws: TransportError.self) {
        try await AsyncHTTPTransport().send(request)
      }
      #expect(error?.kind == .insecureConnection)
      #expect(error?.delivery == .notSent)
    }
  }

  // MARK: - Certificates

  @Test(arguments: TLSServer.Certificate.allCases)
  func sendsNothingToServerWithUntrustedCertificate(certificate: TLSServer.Certificate) async throws
  {
    try await TLSServer.run(certificate) { server in
      let request = HTTPRequest(
        method: .post, scheme: "https", authority: "localhost:\(server.port)", path: "/", body: [1])
      let error = await #expect(throws: TransportError.self) {
        try await AsyncHTTPTransport().send(request)
      }
      #expect(error?.kind == .insecureConnection)
      #expect(error?.delivery == .notSent)
      while server.connections.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      #expect(server.connections == ["refused"])
    }
  }

  @Test(arguments: TLSServer.Certificate.allCases)
  func trustsCertificateAuthorityOfConfiguration(certificate: TLSServer.Certificate) async throws {
    try await TLSServer.run(certificate) { server in
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .file(server.certificateFile)
      let transport = AsyncHTTPTransport(
        configuration: HTTPClient.Configuration(tlsConfiguration: tls))
      let request = HTTPRequest(
        method: .get, scheme: "https", authority: "localhost:\(server.port)", path: "/")
      if certificate == .selfSigned {
        let response = try await transport.send(request)
        #expect(response.body == Array("{}".utf8))
      } else {
        // Trust in an authority doesn't replace a valid date and name.
        let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(error?.kind == .insecureConnection)
      }
    }
  }

  // MARK: - Cancellation

  @Test func cancelsRequestInFlight() async throws {
    try await LoopbackPlan.always(.hang).run { server in
      let transport = AsyncHTTPTransport()
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
      let transport = AsyncHTTPTransport()
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

  @Test func sendsNothingWhenCancelledWhileWaiting() async throws {
    try await LoopbackPlan.always(.hang).run { server in
      var options = AsyncHTTPTransport.Options()
      options.maximumConnectionsPerHost = 1
      let transport = AsyncHTTPTransport(options: options)
      let first = Task { try await transport.send(.to(server)) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      let waiting = Task { try await transport.send(.to(server, .post, body: [1])) }
      try await Task.sleep(for: .milliseconds(20))
      waiting.cancel()
      let error = await #expect(throws: TransportError.self) { try await waiting.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .notSent)
      first.cancel()
      _ = await first.result
      #expect(server.requests.count == 1)
    }
  }

  @Test func endsEveryRequestOnceWhenCancelledAtAnyTime() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = AsyncHTTPTransport()
      var generator = SeededGenerator(seed: 7)
      var notSent = 0
      for number in 0..<300 {
        let task = Task {
          try await transport.send(.to(server, .post, path: "/\(number)", body: [1]))
        }
        for _ in 0..<Int.random(in: 0...60, using: &generator) { await Task.yield() }
        task.cancel()
        switch await task.result {
        case .success(let response): #expect(response.status == 200)
        case .failure(let error as TransportError):
          #expect(error.kind == .cancelled)
          if error.delivery == .notSent {
            notSent += 1
            #expect(!server.requests.contains { $0.path == "/\(number)" })
          }
        case .failure(let error): Issue.record(error)
        }
      }
      let response = try await transport.send(.to(server, path: "/last"))
      #expect(response.status == 200)
      #expect(server.requests.count <= 301 - notSent)
    }
  }

  /// A request on a connection that is being closed can fail, but is not sent again.
  @Test func sendsEachRequestOnceWhenServerCloses() async throws {
    let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    try await LoopbackPlan.always(.raw(Array(response.utf8))).run { server in
      let transport = AsyncHTTPTransport()
      let results = await withTaskGroup(of: Result<HTTPStatus, TransportError>.self) { group in
        for number in 0..<200 {
          group.addTask {
            do throws(TransportError) {
              return .success(
                try await transport.send(.to(server, .post, path: "/\(number)", body: [1])).status)
            } catch {
              return .failure(error)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(results.contains(.success(200)))
      for case .failure(let error) in results {
        #expect([.connectionLost, .cannotConnect].contains(error.kind))
      }
      let paths = server.requests.map(\.path)
      #expect(Set(paths).count == paths.count)
    }
  }
}
#endif
