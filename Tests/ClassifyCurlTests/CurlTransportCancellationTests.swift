// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyCurl
import ClassifyHTTP
import TestSupport
import Testing

/// Cancellation at each phase of a request.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportCancellationTests {
  /// Returns the error of a request that is cancelled when `isReached` returns true.
  private func cancel(
    _ request: HTTPRequest, with transport: CurlTransport, when isReached: () -> Bool
  ) async throws -> TransportError? {
    let task = Task { try await transport.send(request) }
    while !isReached() { try await Task.sleep(for: .milliseconds(1)) }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    return await #expect(throws: TransportError.self) { try await task.value }
  }

  @Test func sendsNothingWhenCancelledWhileConnecting() async throws {
    // The server accepts the connection and never answers the TLS handshake.
    try await LoopbackPlan(greeting: .resetAfterReading(.max)) { _ in .close }.run { server in
      let request = HTTPRequest(
        method: .post, scheme: "https", authority: server.authority, path: "/", body: [1])
      let error = try await cancel(request, with: CurlTransport()) { server.connectionCount == 1 }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .notSent)
      while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func sendsNothingWhenCancelledWhileWaitingForConnection() async throws {
    var options = CurlTransport.Options()
    options.maximumConnectionsPerHost = 1
    let transport = try CurlTransport(options: options)
    try await LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }.run { server in
      let blocking = Task { try await transport.send(.to(server, path: "/hang")) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      let error = try await cancel(.to(server, .post, body: [1]), with: transport) { true }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .notSent)
      blocking.cancel()
      _ = await blocking.result
      _ = try await transport.send(.to(server, path: "/next"))
      #expect(server.requests.map(\.path) == ["/hang", "/next"])
    }
  }

  @Test(
    arguments: [
      .hang,
      .drip(
        Array("HTTP/1.1 200 OK\r\nX-A:\(String(repeating: " ", count: 10_000))".utf8),
        pauseMilliseconds: 20),
      .rawKeepingOpen(Array("HTTP/1.1 200 OK\r\nX-A: 1\r\n".utf8)),
      .rawKeepingOpen(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".utf8)),
      .rawKeepingOpen(
        Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-T: 1\r\n".utf8)),
    ] as [LoopbackBehavior])
  func closesConnectionWhenCancelledAfterSending(behavior: LoopbackBehavior) async throws {
    try await LoopbackPlan.always(behavior).run { server in
      let error = try await cancel(.to(server, .post, body: [1]), with: CurlTransport()) {
        !server.requests.isEmpty
      }
      #expect(error?.kind == .cancelled)
      #expect(error?.delivery == .unknown)
      while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func freesConnectionOfCancelledUpload() async throws {
    // The server reads a part of the body and then nothing more.
    try await LoopbackPlan(greet: { $0 == 0 ? .resetAfterReading(.max) : .read }) { _ in
      .json(200, "{}")
    }.run { server in
      let transport = try CurlTransport()
      let body = [UInt8](repeating: 1, count: 20_000_000)
      let error = try await cancel(.to(server, .post, body: body), with: transport) {
        server.connectionCount == 1
      }
      #expect(error?.kind == .cancelled || error?.kind == .connectionLost)
      #expect(error?.delivery == .unknown)
      #expect(try await transport.send(.to(server)).status == 200)
    }
  }

  /// `getaddrinfo` can block for many seconds, which neither the caller nor others must feel.
  @Test func servesOthersWhileHostLookupBlocks() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let transport = try CurlTransport()
      let lookups = (0..<20).map { number in
        Task {
          try await transport.send(
            HTTPRequest(
              method: .post, scheme: "http", authority: "host-\(number).invalid", path: "/"))
        }
      }
      #expect(try await transport.send(.to(server)).status == 200)
      for lookup in lookups { lookup.cancel() }
      for lookup in lookups {
        let error = await #expect(throws: TransportError.self) { try await lookup.value }
        #expect(error?.kind == .cancelled || error?.kind == .cannotConnect)
        #expect(error?.delivery == .notSent)
      }
      #expect(try await transport.send(.to(server)).status == 200)
    }
  }
}
#endif
