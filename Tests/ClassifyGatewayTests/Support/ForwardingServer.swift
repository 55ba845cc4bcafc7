// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import TestSupport

/// A server that forwards every request to an upstream.
enum ForwardingServer {
  private struct Handler: RequestHandler {
    let upstream: Upstream

    func respond(to request: IncomingRequest) async throws(TransportError) -> OutgoingResponse {
      try await upstream.forward(request)
    }
  }

  /// Runs `body` with a server that forwards to a base URL.
  static func run<Value: Sendable>(
    to url: String, limits: Upstream.Limits = .init(),
    serverLimits: TransportServer.Limits = .init(),
    _ body: @Sendable @escaping (TestServer) async throws -> Value
  ) async throws -> Value {
    let upstream = try Upstream(baseURL: try BaseURL(url), limits: limits)
    do {
      let value = try await TestServer.run(
        handler: Handler(upstream: upstream), limits: serverLimits, body)
      await upstream.shutdown()
      return value
    } catch {
      await upstream.shutdown()
      throw error
    }
  }

  /// Runs `body` with a forwarding server and its scripted upstream.
  static func run<Value: Sendable>(
    to plan: LoopbackPlan, path: String = "", limits: Upstream.Limits = .init(),
    serverLimits: TransportServer.Limits = .init(),
    _ body: @Sendable @escaping (TestServer, LoopbackServer) async throws -> Value
  ) async throws -> Value {
    try await plan.run { loopback in
      try await run(
        to: "http://\(loopback.authority)\(path)", limits: limits, serverLimits: serverLimits
      ) { server in try await body(server, loopback) }
    }
  }

  /// Sends a request through the server, and returns what the upstream received and the client read.
  static func exchange(
    _ request: String, path: String = "", _ behavior: LoopbackBehavior = .json(200, "{}")
  ) async throws -> (requests: [LoopbackRequest], reading: RawClient.Reading) {
    try await run(to: .always(behavior), path: path) { server, loopback in
      let reading = try await RawClient.exchange(port: server.port, request)
      return (loopback.requests, reading)
    }
  }
}

/// A request handler made of a closure.
struct ClosureHandler: RequestHandler {
  let respond: @Sendable (IncomingRequest) async throws(TransportError) -> OutgoingResponse

  init(
    _ respond:
      @escaping @Sendable (IncomingRequest) async throws(TransportError) -> OutgoingResponse
  ) {
    self.respond = respond
  }

  func respond(to request: IncomingRequest) async throws(TransportError) -> OutgoingResponse {
    try await respond(request)
  }
}
#endif
