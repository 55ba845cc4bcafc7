// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyCurl
import ClassifyHTTP
import TestSupport
import Testing

/// Cancellation while libcurl connects, looks up hosts and uploads.
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
